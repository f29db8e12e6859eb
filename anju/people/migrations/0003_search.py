from django.db import migrations

# The triples of characters of a search text, and the pairs that hold a Chinese one, for a GIN index: core SQL only,
# no extension. A bar begins a field, so a gram may begin with one and never holds one further on.
GRAMS = """
CREATE FUNCTION people_grams(haystack text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce(array_agg(DISTINCT gram), '{}')
  FROM (
    SELECT substr(haystack, place, size) AS gram
    FROM generate_series(1, length(haystack) - 1) AS place, generate_series(2, 3) AS size
    WHERE place + size - 1 <= length(haystack)
  ) AS grams
  WHERE position('|' IN substr(gram, 2)) = 0 AND octet_length(gram) > 2
$$
"""

# A short pending list: what was just written is searched one by one until it is merged.
FOUND = """
CREATE INDEX people_person_found ON people_person USING gin (people_grams(haystack))
WITH (gin_pending_list_limit = 256)
"""


class Migration(migrations.Migration):

    dependencies = [
        ("people", "0002_intake"),
    ]

    operations = [
        migrations.RemoveField(model_name="account", name="theme"),  # a cookie of the device remembers it
        migrations.RunSQL(GRAMS, "DROP FUNCTION people_grams(text)"),
        migrations.RunSQL(FOUND, "DROP INDEX people_person_found"),
    ]
