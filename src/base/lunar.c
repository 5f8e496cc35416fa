/* SPDX-License-Identifier: GPL-3.0-or-later
 * lunar.c - new moons and the sun's longitude by the series in Meeus, Astronomical Algorithms
 * (chapters 49 and 25, with the planets' terms of his earlier Astronomical Formulae), good to a
 * minute. */
#include "base/lunar.h"

#include <math.h>

#define MOON_MONTH 29.530588861
#define EPOCH_1970 2440587.5 /* Julian day of 1970-01-01T00:00Z */
#define EPOCH_2000 2451545.0
#define EPOCH_1900 2415020.0
#define SHANGHAI_DAY (8.0 / 24)

static double sine(double degrees) {
    return sin(degrees * (M_PI / 180));
}
static double cosine(double degrees) {
    return cos(degrees * (M_PI / 180));
}

/* What the earth's rotation is behind uniform time, in days (Espenak and Meeus, before and after
 * 2005). It grows uncertain, but only counts when something happens at midnight to the minute. */
static double clock_lag(double julian_day) {
    double t = (julian_day - EPOCH_2000) / 365.25;
    double seconds = t < 5 ? 63.86 + 0.3345 * t : 62.92 + 0.32217 * t + 0.005589 * t * t;
    if (t < -14)
        seconds = 50 + (t + 14) * 0.6; /* from about -3 s in 1900 */
    return seconds / 86400;
}

/* --- the sun --- */

/* Its apparent longitude, 0 to 360 degrees, at a Julian day of uniform time. */
static double sun_longitude(double julian_day) {
    double t = (julian_day - EPOCH_2000) / 36525;
    double mean = 280.46646 + t * (36000.76983 + t * 0.0003032);
    double anomaly = 357.52911 + t * (35999.05029 - t * 0.0001537);
    double centre = (1.914602 - t * (0.004817 + t * 0.000014)) * sine(anomaly) +
                    (0.019993 - 0.000101 * t) * sine(2 * anomaly) + 0.000289 * sine(3 * anomaly);
    double u = (julian_day - EPOCH_1900) / 36525;
    double planets = 0.00134 * cosine(153.23 + 22518.7541 * u) +    /* Venus */
                     0.00154 * cosine(216.57 + 45037.5082 * u) +    /* Venus */
                     0.00200 * cosine(312.69 + 32964.3577 * u) +    /* Jupiter */
                     0.00179 * sine(350.74 + 445267.1142 * u) +     /* the moon */
                     0.00178 * sine(231.19 + 20.20 * u);            /* a long one */
    double seen = -0.00569 - 0.00478 * sine(125.04 - 1934.136 * t); /* aberration, nutation */
    double longitude = fmod(mean + centre + planets + seen, 360);
    return longitude < 0 ? longitude + 360 : longitude;
}

static double sun_at_midnight(day d) {
    double julian_day = EPOCH_1970 + d.n - SHANGHAI_DAY;
    return sun_longitude(julian_day + clock_lag(julian_day));
}

/* Does the sun reach `longitude` between this day's midnight and the next? */
static bool sun_reaches(double longitude, day d) {
    double before = fmod(sun_at_midnight(d) - longitude + 540, 360) - 180;
    double after = fmod(sun_at_midnight((day){ d.n + 1 }) - longitude + 540, 360) - 180;
    return before < 0 && after >= 0;
}

bool lunar_is_qingming(day d) {
    return !day_absent(d) && sun_reaches(15, d);
}

/* --- the moon --- */

/* The Julian day, in uniform time, of new moon `k` from the first one of 2000. */
static double new_moon(int k) {
    static const struct {
        double size;                    /* of its share, in days */
        int sun, moon, latitude, power; /* times the anomalies and the argument; of eccentricity */
    } shares[] = {
        { -0.40720, 0, 1, 0, 0 },   { 0.17241, 1, 0, 0, 1 },   { 0.01608, 0, 2, 0, 0 },
        { 0.01039, 0, 0, 2, 0 },    { 0.00739, -1, 1, 0, 1 },  { -0.00514, 1, 1, 0, 1 },
        { 0.00208, 2, 0, 0, 2 },    { -0.00111, 0, 1, -2, 0 }, { -0.00057, 0, 1, 2, 0 },
        { 0.00056, 1, 2, 0, 1 },    { -0.00042, 0, 3, 0, 0 },  { 0.00042, 1, 0, 2, 1 },
        { 0.00038, 1, 0, -2, 1 },   { -0.00024, -1, 2, 0, 1 }, { -0.00007, 2, 1, 0, 0 },
        { 0.00004, 0, 2, -2, 0 },   { 0.00004, 3, 0, 0, 0 },   { 0.00003, 1, 1, -2, 0 },
        { 0.00003, 0, 2, 2, 0 },    { -0.00003, 1, 1, 2, 0 },  { 0.00003, -1, 1, 2, 0 },
        { -0.00002, -1, 1, -2, 0 }, { -0.00002, 1, 3, 0, 0 },  { 0.00002, 0, 4, 0, 0 },
    };
    static const struct {
        double size, start, step;
    } planets[] = {
        { 0.000325, 299.77, 0.107408 },  { 0.000165, 251.88, 0.016321 },
        { 0.000164, 251.83, 26.651886 }, { 0.000126, 349.42, 36.412478 },
        { 0.000110, 84.66, 18.206239 },  { 0.000062, 141.74, 53.303771 },
        { 0.000060, 207.14, 2.453732 },  { 0.000056, 154.84, 7.306860 },
        { 0.000047, 34.52, 27.261239 },  { 0.000042, 207.19, 0.121824 },
        { 0.000040, 291.34, 1.844379 },  { 0.000037, 161.72, 24.198154 },
        { 0.000035, 239.56, 25.513099 }, { 0.000023, 331.55, 3.592518 },
    };
    double t = k / 1236.85;
    double eccentricity = 1 - t * (0.002516 + t * 0.0000074);
    double sun = 2.5534 + 29.10535670 * k - 0.0000014 * t * t;
    double moon = 201.5643 + 385.81693528 * k + t * t * (0.0107582 + t * 0.00001238);
    double latitude = 160.7108 + 390.67050284 * k - t * t * (0.0016118 + t * 0.00000227);
    double node = 124.7746 - 1.56375588 * k + t * t * (0.0020672 + t * 0.00000215);
    double when = 2451550.09766 + MOON_MONTH * k + t * t * (0.00015437 - t * 0.00000015) -
                  0.00017 * sine(node);
    for (size_t i = 0; i < sizeof(shares) / sizeof(shares[0]); i++)
        when += shares[i].size * pow(eccentricity, shares[i].power) *
                sine(shares[i].sun * sun + shares[i].moon * moon + shares[i].latitude * latitude);
    for (size_t i = 0; i < sizeof(planets) / sizeof(planets[0]); i++)
        when += planets[i].size * sine(planets[i].start + planets[i].step * k);
    return when;
}

/* The day in Shanghai. */
static day new_moon_day(int k) {
    double julian_day = new_moon(k);
    return (day){ (int32_t)floor(julian_day - clock_lag(julian_day) - EPOCH_1970 + SHANGHAI_DAY) };
}

/* --- months --- */

/* The last new moon whose day is `d` or before. */
static int month_of(day d) {
    int k = (int)floor((d.n + EPOCH_1970 - 2451550.1) / MOON_MONTH) + 1;
    while (new_moon_day(k).n > d.n)
        k--;
    return k;
}

/* The month that holds the winter solstice of `year`: the eleventh. */
static int eleventh_month(int year) {
    day d = { day_of(2000, 12, 18).n + (int32_t)lround((year - 2000) * 365.2422) };
    while (!sun_reaches(270, d))
        d.n++;
    return month_of(d);
}

static bool has_middle_term(int month) {
    int before = (int)(sun_at_midnight(new_moon_day(month)) / 30);
    int after = (int)(sun_at_midnight(new_moon_day(month + 1)) / 30);
    return before != after;
}

struct lunar_date lunar_of(day d) {
    struct date date = day_date(d);
    if (date.year == 0)
        return (struct lunar_date){ 0 };
    int month = month_of(d);
    int year = date.year;
    int last = eleventh_month(year);
    int first = last;
    if (month < last)
        first = eleventh_month(year - 1);
    else
        last = eleventh_month(year + 1);
    /* Of thirteen months the first without a middle term repeats a number. */
    int leap = 0;
    if (last - first == 13)
        for (leap = first + 1; has_middle_term(leap);)
            leap++;
    bool after_leap = leap && month >= leap;
    return (struct lunar_date){
        .month = (10 + month - first - after_leap) % 12 + 1,
        .day = d.n - new_moon_day(month).n + 1,
        .leap = leap && month == leap,
    };
}
