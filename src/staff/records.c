/* SPDX-License-Identifier: GPL-3.0-or-later
 * records.c - the records of the people who work here. Whoever is referred to comes first. */
#include "staff/login.h"
#include "staff/repeat.h"

const struct record *const staff_records[] = {
    &user_record,          &user_role_record,
    &login_cost_record,    &credential_record,
    &second_factor_record, &recovery_code_record,
    &login_session_record, &guess_record,
    &repeat_record,        NULL,
};
