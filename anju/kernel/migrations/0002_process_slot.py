from django.db import migrations


class Migration(migrations.Migration):
    """Each process takes a slot for the ids it makes (see anju.kernel.ids)."""

    dependencies = [("kernel", "0001_initial")]

    operations = [
        migrations.RunSQL(
            "CREATE SEQUENCE kernel_process_slot MINVALUE 0 MAXVALUE 511 CYCLE", "DROP SEQUENCE kernel_process_slot"
        )
    ]
