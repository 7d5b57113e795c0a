"""Loading the sizes of pictures with a list, in one statement."""

from django.db.models import Prefetch

from .models import Rendition
from .rendition_specs import SHAPES


def prefetch_sizes(path: str, shape: str = "wide") -> Prefetch:
    """Load with a list the sizes of one shape of the pictures at ``path``; "" for the rows."""

    sizes = Rendition.objects.filter(filter_spec__in=SHAPES[shape].all_specs)
    return Prefetch(f"{path}__renditions" if path else "renditions", queryset=sizes)
