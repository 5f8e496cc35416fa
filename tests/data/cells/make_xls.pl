#!/usr/bin/perl
# SPDX-License-Identifier: GPL-3.0-or-later
# Makes the .xls files of this folder (Debian's libspreadsheet-writeexcel-perl). They are kept in the
# repository, so that tests need no perl: tests/data/cells/make_xls.pl FOLDER
use strict;
use warnings;
use utf8;
use Spreadsheet::WriteExcel;

my $folder = shift or die "usage: make_xls.pl FOLDER\n";

# What a bureau's sheet has: a merged title, a merged employer, dates in the Chinese formats, a hidden
# row, a hidden sheet, formulas, errors, a text longer than a record.
sub sheet {
    my $book = Spreadsheet::WriteExcel->new("$folder/sheet.xls");
    my $sheet = $book->add_worksheet("岗位");
    my ($plain, $merged) = ($book->add_format(), $book->add_format());
    $sheet->merge_range(0, 0, 0, 3, "2026年冬季岗位表", $merged);
    $sheet->merge_range(2, 0, 4, 0, "新化县某厂", $merged);
    $sheet->write_string(1, $_, ("单位", "岗位", "工资", "截止")[$_]) for 0 .. 3;
    $sheet->write_string($_, 1, ("缝纫工", "保洁员", "喆𠮷")[$_ - 2]) for 2 .. 4;
    $sheet->write_number(2, 2, 3000);
    $sheet->write_number(3, 2, 0.35);
    $sheet->write_number(4, 2, 13800001234);
    my @formats = (14, 31, 58, 'yyyy"年"m"月"d"日"', 'm"月"d"日"', '[$-804]aaaa', 'h:mm', '[h]:mm');
    for my $i (0 .. $#formats) {
        $sheet->write_number(5, $i, 46350.5, $book->add_format(num_format => $formats[$i]));
    }
    $sheet->write_formula(6, 0, '=1+2', undef, 3);
    $sheet->write_formula(6, 1, '=A1&"x"', undef, 'text');
    $sheet->write_formula(6, 2, '=1/0', undef, '#DIV/0!');
    $sheet->write_formula(6, 3, '=C3*2'); # no result: Excel is to calculate
    $sheet->write_blank(6, 4, $plain);
    $sheet->write_string(7, 0, "计件，多劳多得。" x 400);
    $sheet->write_string(7, 1, "安" x 5000);
    $sheet->set_row(3, undef, undef, 1);
    my $hidden = $book->add_worksheet("说明");
    $hidden->write_string(0, 0, "不要动");
    $hidden->hide();
    $book->add_worksheet("空");
    $book->close;
}

sub from_1904 {
    my $book = Spreadsheet::WriteExcel->new("$folder/1904.xls");
    $book->set_1904(1);
    $book->add_worksheet("S")->write_number(0, 0, 44888, $book->add_format(num_format => 14));
    $book->close;
}

# Strings enough for many CONTINUE records, of one and of two bytes a character, cut anywhere.
sub strings {
    my $book = Spreadsheet::WriteExcel->new("$folder/strings.xls");
    my $sheet = $book->add_worksheet("S");
    for my $row (0 .. 799) {
        $sheet->write_string($row, 0, "plain text $row " . ("x" x ($row % 37)));
        $sheet->write_string($row, 1, "岗位 $row " . ("宽" x ($row % 29)));
    }
    $book->close;
}

sheet();
from_1904();
strings();
