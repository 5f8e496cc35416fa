/* SPDX-License-Identifier: GPL-3.0-or-later
 * permit.c - the roles in words, what belongs to the ground, and asking the table. */
#include "staff/permit.h"

#include <string.h>

const struct word role_words[ROLES_COUNT] = {
    [ROLE_PUBLISHER] = { "publisher", N_("岗位发布员"), "发布员" },
    [ROLE_REVIEWER] = { "reviewer", N_("审核员"), NULL },
    [ROLE_AGENT] = { "agent", N_("热线坐席"), "坐席" },
    [ROLE_OFFICER] = { "officer", N_("后扶专干"), "专干" },
    [ROLE_PROPERTY] = { "property", N_("物业"), NULL },
    [ROLE_UNIT] = { "unit", N_("承办单位"), NULL },
    [ROLE_MANAGER] = { "manager", N_("中心主任"), "主任" },
    [ROLE_ADMINISTRATOR] = { "administrator", N_("管理员"), "系统管理员" },
    [ROLE_AUDITOR] = { "auditor", N_("监督员"), NULL },
};

const char *const role_does[ROLES_COUNT] = {
    [ROLE_PUBLISHER] = N_("登记单位，写岗位、送审；自己写的自己不能审"),
    [ROLE_REVIEWER] = N_("审核别人写的岗位和修改，通过了才上屏"),
    [ROLE_AGENT] = N_("给求职的回电话、介绍、回访，答复提问，接待到场的居民"),
    [ROLE_OFFICER] = N_("看岗位和求职意向办到哪一步（隐去个人信息）"),
    [ROLE_PROPERTY] = N_("办理派给物业的事"),
    [ROLE_UNIT] = N_("只看、只办派给本单位的事"),
    [ROLE_MANAGER] = N_("发布员、审核员、坐席能办的都能办；改派、延期、决定有争议的事"),
    [ROLE_ADMINISTRATOR] = N_("管人和设置，看不到居民的资料"),
    [ROLE_AUDITOR] = N_("只看不办：各项记录（隐去个人信息）和操作记录"),
};

const char *const permission_names[PERMIT_COUNT] = {
    [PERMIT_READ] = "read",     [PERMIT_REVEAL] = "reveal", [PERMIT_FIND] = "find",
    [PERMIT_CREATE] = "create", [PERMIT_EDIT] = "edit",     [PERMIT_DELETE] = "delete",
    [PERMIT_IMPORT] = "import", [PERMIT_EXPORT] = "export",
};

#define ADMINISTRATOR ROLE(ROLE_ADMINISTRATOR)
#define AUDITOR ROLE(ROLE_AUDITOR)
#define MANAGER ROLE(ROLE_MANAGER)
/* Who works in the centre, and needs to know with whom. */
#define COLLEAGUES (ROLES_ALL & ~(ROLE(ROLE_UNIT) | ROLE(ROLE_PROPERTY)))

const struct permit staff_permits[] = {
    { "staff_user",
      { [PERMIT_READ] = COLLEAGUES,
        [PERMIT_REVEAL] = ADMINISTRATOR | MANAGER,
        [PERMIT_CREATE] = ADMINISTRATOR,
        [PERMIT_EDIT] = ADMINISTRATOR,
        [PERMIT_EXPORT] = ADMINISTRATOR | AUDITOR },
      false },
    { PERMIT_SESSION,
      { [PERMIT_READ] = ADMINISTRATOR | AUDITOR, [PERMIT_DELETE] = ADMINISTRATOR },
      false },
    { PERMIT_SETTING,
      { [PERMIT_READ] = ADMINISTRATOR | AUDITOR, [PERMIT_EDIT] = ADMINISTRATOR },
      false },
    { PERMIT_JOURNAL,
      { [PERMIT_READ] = AUDITOR, [PERMIT_REVEAL] = AUDITOR, [PERMIT_EXPORT] = AUDITOR },
      false },
    { 0 },
};

static const char *const without_table[] = { PERMIT_SESSION, PERMIT_SETTING, PERMIT_JOURNAL };

const struct permit *permit_named(const struct permit *const *permits, const char *record) {
    for (; *permits; permits++)
        for (const struct permit *p = *permits; p->record; p++)
            if (strcmp(p->record, record) == 0)
                return p;
    return NULL;
}

bool permit_allows(const struct permit *const *permits, role_set roles, const char *record,
                   enum permission permission) {
    const struct permit *permit = permit_named(permits, record);
    return permit && permission < PERMIT_COUNT && (permit->may[permission] & roles) != 0;
}

/* --- does the table cover the records, and nothing else? --- */

static bool needs_row(const struct record *record) {
    return !(record->flags & (RECORD_LOCAL | RECORD_SETTINGS)) &&
           record_flagged(record, F_PARENT) == NULL;
}

static bool is_known(const char *name, const struct record *const *records) {
    for (size_t i = 0; i < sizeof(without_table) / sizeof(without_table[0]); i++)
        if (strcmp(without_table[i], name) == 0)
            return true;
    for (; *records; records++)
        if (strcmp((*records)->name, name) == 0)
            return needs_row(*records);
    return false;
}

static size_t rows_of(const struct permit *const *permits, const char *name) {
    size_t rows = 0;
    for (; *permits; permits++)
        for (const struct permit *p = *permits; p->record; p++)
            rows += strcmp(p->record, name) == 0;
    return rows;
}

bool permits_cover(const struct permit *const *permits, const struct record *const *records,
                   struct err *err) {
    for (const struct record *const *r = records; *r; r++)
        if (needs_row(*r) && rows_of(permits, (*r)->name) == 0)
            return err_set(err, "权限表里没有“%s”", (*r)->name);
    for (const struct permit *const *list = permits; *list; list++)
        for (const struct permit *p = *list; p->record; p++) {
            if (!is_known(p->record, records))
                return err_set(err, "权限表里的“%s”不是一种能给权限的记录", p->record);
            if (rows_of(permits, p->record) > 1)
                return err_set(err, "权限表里“%s”写了两次", p->record);
        }
    return true;
}
