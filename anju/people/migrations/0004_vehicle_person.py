from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("people", "0003_search"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="vehicle",
            index=models.Index(fields=["community", "person"], name="people_vehicle_person"),
        ),
    ]
