"""What was called an old address is called a redirect; table and rows stay."""

from django.db import migrations


def rename_permissions(old, new):
    """Return a function that renames the permissions, so that who has them keeps them."""

    def rename(apps, schema_editor):
        permissions = apps.get_model("auth", "Permission").objects.filter(
            content_type__app_label="shows", codename__endswith=f"_{old}"
        )
        for permission in permissions:
            permission.codename = permission.codename.replace(f"_{old}", f"_{new}")
            permission.save(update_fields=["codename"])

    return rename


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("shows", "0005_episode_order"),
    ]
    operations = [
        migrations.AlterModelTable("oldaddress", "shows_oldaddress"),
        migrations.RenameModel("OldAddress", "Redirect"),
        migrations.RunPython(
            rename_permissions("oldaddress", "redirect"),
            rename_permissions("redirect", "oldaddress"),
        ),
    ]
