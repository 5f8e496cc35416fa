/* SPDX-License-Identifier: GPL-3.0-or-later
 * work_time.h - from when to when somebody works, out of hours as people write them:
 * 8:00–17:30，午休 1.5 小时; 早上7点至下午3点半; 19:00–次日 7:00. */
#ifndef ANJU_JOBS_WORK_TIME_H
#define ANJU_JOBS_WORK_TIME_H

#include <stdbool.h>

/* Minutes of the day: the earliest beginning, the latest end; past midnight: above 1440. */
struct work_time {
    bool known; /* at least one "from – to" is written */
    int  from, to;
    int  minutes; /* of a day, less the break at noon; 0: not said, or there are several shifts */
};
struct work_time work_time_read(const char *hours);

bool work_time_day(const struct work_time *time);   /* all of it between 5:00 and 20:00 */
bool work_time_early(const struct work_time *time); /* begins before 8:00, over by 15:00 */
bool work_time_late(const struct work_time *time);  /* begins after 13:00, ends after 20:00 */

#endif
