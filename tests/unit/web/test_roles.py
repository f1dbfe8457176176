"""Roles are policy: what they promise is checked here, in words a reader can follow."""

from wholeplace.web.access.roles import PERMISSION_WORDS, ROLES, Permission, roles_with


def test_every_permission_has_words_and_someone_who_holds_it() -> None:
    for permission in Permission:
        assert PERMISSION_WORDS[permission]
        assert roles_with(permission), permission


def test_no_role_may_do_everything() -> None:
    assert all(role.permissions < set(Permission) for role in ROLES.values())


def test_whoever_runs_the_pipeline_does_not_look_after_its_audit() -> None:
    for role in ROLES.values():
        assert not {Permission.START_RUNS, Permission.SEE_AUDIT} <= role.permissions


def test_residents_see_agreements_and_no_working_figure() -> None:
    assert ROLES["resident"].permissions == {Permission.SEE_AGREEMENTS}


def test_every_role_says_what_it_is_for() -> None:
    assert all(role.name and role.description.endswith(".") for role in ROLES.values())
