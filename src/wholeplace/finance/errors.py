"""What can be wrong with a business case, each in one plain line."""


class CaseError(ValueError):
    """A business case that cannot be worked out as it stands."""


class NoFunder(CaseError):
    """Money nobody named can or must pay."""
