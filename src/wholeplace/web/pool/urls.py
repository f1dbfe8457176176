"""Addresses of the start page, the place and its data."""

from django.urls import path

from .views import agreements, data, groups, home, monday, place, review

urlpatterns = [
    path("", home.home, name="home"),
    path("place/", place.place, name="place"),
    path("data/", data.sources, name="sources"),
    path("data/new/", monday.monday, name="monday"),
    path("data/groups/", groups.groups, name="groups"),
    path("data/<slug:source>/", data.source, name="source"),
    path("agreements/", agreements.agreements, name="agreements"),
    path("agreements/why/", agreements.why, name="why"),
    path("agreements/of/<slug:agreement>/", agreements.agreement, name="agreement"),
    path("review/", review.queue, name="review"),
    path("review/undo/<int:number>/", review.undo, name="undo_decision"),
    path("review/<slug:doubt>/", review.doubt, name="doubt"),
    path("review/<slug:doubt>/same/", review.same, name="decide_same"),
    path("review/<slug:doubt>/different/", review.different, name="decide_different"),
]
