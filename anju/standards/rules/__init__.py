"""Pure decisions of the catalogue: due times, words of danger, which category the words mean, whose step it is."""

from anju.standards.rules.answers import filled_answer
from anju.standards.rules.changes import Times, faults_in, tidy_keywords
from anju.standards.rules.danger import danger_in
from anju.standards.rules.promises import Clocked, Promise, ServiceHours, add_service_minutes, promise_for
from anju.standards.rules.steps import is_done_at_the_place
from anju.standards.rules.words import promise_in_words, span_in_words

__all__ = [
    "Clocked",
    "Promise",
    "ServiceHours",
    "Times",
    "add_service_minutes",
    "danger_in",
    "faults_in",
    "filled_answer",
    "is_done_at_the_place",
    "promise_for",
    "promise_in_words",
    "span_in_words",
    "tidy_keywords",
]
