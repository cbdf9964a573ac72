"""Forms of the admin that choose pictures: the script for dialogs, and a picture that is gone."""

from django.db.models import ForeignKey
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.forms.models import register_form_field_override
from wagtail.images.widgets import AdminImageChooser

from .forms import ChosenPictureField
from .models import PortalImage

# After Wagtail's own, which its app registers when it is ready.
register_form_field_override(
    ForeignKey,
    to=PortalImage,
    override={"widget": AdminImageChooser, "form_class": ChosenPictureField},
)


@hooks.register("insert_editor_js")
def dialogs_script() -> SafeString:
    return format_html('<script src="{}"></script>', static("media/dialogs.js"))
