"""Which steps of a procedure belong to the one who goes there."""

# Posts that work from the desk, lead from afar or stand outside; their steps are not on the crew's phone.
OFFICE_POSTS = frozenset(
    {
        "COMPANY",
        "PM",
        "CS_LEADER",
        "CS_AGENT",
        "FINANCE",
        "ENG_LEADER",
        "ENV_MANAGER",
        "INSPECT_ORG",
        "OWNER_COMMITTEE",
    }
)


def is_done_at_the_place(post: str) -> bool:
    """Whether a step of this post is done by the crew at the place."""
    return post not in OFFICE_POSTS
