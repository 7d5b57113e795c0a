"""The site with its uploads, nginx's in production: for `make lighthouse` and `make looks`."""

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from whitenoise import WhiteNoise

site = get_wsgi_application()
application = WhiteNoise(site, max_age=30 * 24 * 3600)
application.add_files(settings.MEDIA_ROOT, prefix=settings.MEDIA_URL)
