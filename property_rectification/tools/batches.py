# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import logging

import psycopg2

_logger = logging.getLogger(__name__)

# A conflict with somebody else, or a lost connection: nothing is wrong with the record.
_NOT_ITS_FAULT = (psycopg2.OperationalError, psycopg2.InterfaceError)


def run_isolated(records, method, *args):
    """Call a method of a batch so that one bad record does not hold up the others.

    What fails together is tried again record by record, each in a savepoint.  What
    fails alone is logged and left as it was, for the next run.

    :param method: name of a method of the records, called with the other arguments
    :return: the records that failed alone
    :raise psycopg2.OperationalError: when the transaction has to be tried again
    """
    try:
        with records.env.cr.savepoint():
            getattr(records, method)(*args)
        return records.browse()
    except _NOT_ITS_FAULT:
        raise
    except Exception:  # pylint: disable=broad-except
        if len(records) == 1:
            _logger.exception("%s of %s failed; others go on", method, records)
            return records
    failed = (run_isolated(record, method, *args) for record in records)
    return records.browse().union(*failed)
