#!/usr/bin/perl
# SPDX-License-Identifier: GPL-3.0-or-later
# make.pl - the sheets of this folder in all three formats, from NAME.txt (README.md says how one is
# written): tests/data/sheets/make.pl [NAME …]. Needs libspreadsheet-writeexcel-perl and zip.
use strict;
use warnings;
use utf8;
use Encode;
use File::Basename;
use File::Temp qw(tempdir);
use Spreadsheet::WriteExcel;
use Spreadsheet::WriteExcel::Utility;
use Time::Local;

chdir dirname($0) or die;

# --- the description ---

sub parse {
    my ($name) = @_;
    open my $in, '<:encoding(UTF-8)', "$name.txt" or die "$name.txt: $!";
    my $book = { encoding => 'utf-8-bom', delimiter => ',', sheets => [] };
    my $sheet;
    while (my $line = <$in>) {
        chomp $line;
        next if $line =~ /^% /;
        if ($line =~ /^%encoding (\S+)/)  { $book->{encoding} = $1; next }
        if ($line =~ /^%sep (\S)/)        { @$book{qw(sep delimiter)} = (1, $1); next }
        if ($line eq '%1904')             { $book->{1904} = 1; next }
        if ($line eq '%strings')          { $book->{strings} = []; next }
        if ($line =~ /^%sheet (\S+)( hidden)?/) {
            push @{ $book->{sheets} }, $sheet = { name => $1, hidden => !!$2, rows => [], merges => [], hide => {} };
            next;
        }
        $sheet //= do { push @{ $book->{sheets} }, { name => '岗位', rows => [], merges => [], hide => {} }; $book->{sheets}[-1] };
        if ($line =~ /^%merge (\S+)/)  { push @{ $sheet->{merges} }, $1; next }
        if ($line =~ /^%hide (\d+)/)   { $sheet->{hide}{$1} = 1; next }
        push @{ $sheet->{rows} }, [ map { s/\\n/\n/gr =~ s/\\u\{(\w+)\}/chr hex $1/ger } split /\|/, $line, -1 ];
    }
    return $book;
}

# Kind and value of a cell: #number, @day, !error, =formula without a result, else text.
sub cell {
    my ($text) = @_;
    return ('empty') if $text eq '';
    return ('number', $1) if $text =~ /^#(-?[\d.]+)$/;
    return ('day', $1) if $text =~ /^@(\d{4}-\d\d-\d\d)$/;
    return ('error', $1) if $text =~ /^!(#.*)$/;
    return ('formula', $1) if $text =~ /^=(.*)$/;
    return ('text', $text);
}

sub serial {
    my ($book, $day) = @_;
    my ($y, $m, $d) = split /-/, $day;
    return timegm(0, 0, 0, $d, $m - 1, $y) / 86400 + 25569 - ($book->{1904} ? 1462 : 0);
}

# --- CSV: what a spreadsheet saves; merged cells keep their first ---

sub csv {
    my ($book, $name) = @_;
    return if @{ $book->{sheets} } > 1;
    my $comma = $book->{delimiter};
    my $out = $book->{sep} ? "sep=$comma\r\n" : '';
    for my $row (@{ $book->{sheets}[0]{rows} }) {
        $out .= join($comma, map {
            my ($kind, $value) = cell($_);
            $value = '' unless defined $value;
            $value = join '/', map { int } split /-/, $value if $kind eq 'day';
            $value = '#VALUE!' if $kind eq 'formula';
            $value =~ /["\n\Q$comma\E]/ ? '"' . ($value =~ s/"/""/gr) . '"' : $value;
        } @$row) . "\r\n";
    }
    my $encoding = $book->{encoding};
    my $bytes = $encoding eq 'gb18030' ? gb18030($out) : encode('UTF-8', $out);
    $bytes = "\xEF\xBB\xBF$bytes" if $encoding eq 'utf-8-bom';
    open my $file, '>:raw', "$name.csv" or die;
    print $file $bytes;
    close $file;
}

sub gb18030 {
    my ($text) = @_;
    my $dir = tempdir(CLEANUP => 1);
    open my $file, '>:encoding(UTF-8)', "$dir/in" or die;
    print $file $text;
    close $file;
    return scalar `iconv -f utf-8 -t gb18030 $dir/in`;
}

# --- XLS ---

sub xls {
    my ($book, $name) = @_;
    my $out = Spreadsheet::WriteExcel->new("$name.xls");
    my $day = $out->add_format(num_format => 'yyyy-mm-dd');
    $out->set_1904(1) if $book->{1904};
    for my $sheet (@{ $book->{sheets} }) {
        my $page = $out->add_worksheet($sheet->{name});
        $page->merge_cells($_) for @{ $sheet->{merges} };
        for my $r (0 .. $#{ $sheet->{rows} }) {
            my $row = $sheet->{rows}[$r];
            $page->set_row($r, undef, undef, 1) if $sheet->{hide}{ $r + 1 };
            for my $c (0 .. $#$row) {
                my ($kind, $value) = cell($row->[$c]);
                next if $kind eq 'empty';
                if    ($kind eq 'number')  { $page->write_number($r, $c, $value) }
                elsif ($kind eq 'day')     { $page->write_number($r, $c, serial($book, $value), $day) }
                elsif ($kind eq 'error')   { $page->write_formula($r, $c, '=1/0', undef, $value) }
                elsif ($kind eq 'formula') { $page->write_formula($r, $c, "=$value") }
                else                       { $page->write_string($r, $c, $value) }
            }
        }
        $page->hide if $sheet->{hidden};
    }
    $out->close;
}

# --- XLSX ---

sub escape { my $t = shift; $t =~ s/&/&amp;/g; $t =~ s/</&lt;/g; $t =~ s/>/&gt;/g; return $t }

# A text's cell: its place among the shared strings, or the text itself.
sub text_xml {
    my ($book, $ref, $value) = @_;
    my $text = '<t xml:space="preserve">' . escape($value) . '</t>';
    return qq(<c r="$ref" t="inlineStr"><is>$text</is></c>) unless $book->{strings};
    my ($at) = grep { $book->{strings}[$_] eq $text } 0 .. $#{ $book->{strings} };
    $at //= push(@{ $book->{strings} }, $text) - 1;
    return qq(<c r="$ref" t="s"><v>$at</v></c>);
}

sub sheet_xml {
    my ($book, $sheet) = @_;
    my $xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' . "\n"
        . '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>';
    for my $r (0 .. $#{ $sheet->{rows} }) {
        my $hidden = $sheet->{hide}{ $r + 1 } ? ' hidden="1"' : '';
        my $cells = '';
        for my $c (0 .. $#{ $sheet->{rows}[$r] }) {
            my ($kind, $value) = cell($sheet->{rows}[$r][$c]);
            my $ref = xl_rowcol_to_cell($r, $c);
            if    ($kind eq 'number')  { $cells .= qq(<c r="$ref"><v>$value</v></c>) }
            elsif ($kind eq 'day')     { $cells .= qq(<c r="$ref" s="1"><v>) . serial($book, $value) . '</v></c>' }
            elsif ($kind eq 'error')   { $cells .= qq(<c r="$ref" t="e"><v>$value</v></c>) }
            elsif ($kind eq 'formula') { $cells .= qq(<c r="$ref"><f>) . escape($value) . '</f></c>' }
            elsif ($kind eq 'text')    { $cells .= text_xml($book, $ref, $value) }
        }
        $xml .= '<row r="' . ($r + 1) . qq("$hidden>$cells</row>) if $cells ne '';
    }
    $xml .= '</sheetData>';
    my @merges = @{ $sheet->{merges} };
    $xml .= '<mergeCells count="' . @merges . '">' . join('', map { qq(<mergeCell ref="$_"/>) } @merges) . '</mergeCells>' if @merges;
    return "$xml</worksheet>";
}

sub xlsx {
    my ($book, $name) = @_;
    my $dir = tempdir(CLEANUP => 1);
    my @sheets = @{ $book->{sheets} };
    my $office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
    my $package = 'http://schemas.openxmlformats.org/package/2006';
    my $main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
    my $type = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
    my %parts = (
        '[Content_Types].xml' => qq(<Types xmlns="$package/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="$type.sheet.main+xml"/>)
            . join('', map { qq(<Override PartName="/xl/worksheets/sheet$_.xml" ContentType="$type.worksheet+xml"/>) } 1 .. @sheets)
            . qq(<Override PartName="/xl/styles.xml" ContentType="$type.styles+xml"/></Types>),
        '_rels/.rels' => qq(<Relationships xmlns="$package/relationships"><Relationship Id="rId1" Type="$office/officeDocument" Target="xl/workbook.xml"/></Relationships>),
        'xl/workbook.xml' => qq(<workbook xmlns="$main" xmlns:r="$office">)
            . ($book->{1904} ? '<workbookPr date1904="1"/>' : '') . '<sheets>'
            . join('', map { my $s = $sheets[$_ - 1]; qq(<sheet name="$s->{name}" sheetId="$_") . ($s->{hidden} ? ' state="hidden"' : '') . qq( r:id="rId$_"/>) } 1 .. @sheets)
            . '</sheets></workbook>',
        'xl/_rels/workbook.xml.rels' => qq(<Relationships xmlns="$package/relationships">)
            . join('', map { qq(<Relationship Id="rId$_" Type="$office/worksheet" Target="worksheets/sheet$_.xml"/>) } 1 .. @sheets)
            . ($book->{strings} ? qq(<Relationship Id="rId98" Type="$office/sharedStrings" Target="sharedStrings.xml"/>) : '')
            . qq(<Relationship Id="rId99" Type="$office/styles" Target="styles.xml"/></Relationships>),
        'xl/styles.xml' => qq(<styleSheet xmlns="$main"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>),
        map { ("xl/worksheets/sheet$_.xml" => sheet_xml($book, $sheets[$_ - 1])) } 1 .. @sheets,
    );
    $parts{'xl/sharedStrings.xml'} = qq(<sst xmlns="$main">) . join('', map { "<si>$_</si>" } @{ $book->{strings} }) . '</sst>'
        if $book->{strings};
    for my $part (keys %parts) {
        system('mkdir', '-p', dirname("$dir/$part")) == 0 or die;
        open my $file, '>:encoding(UTF-8)', "$dir/$part" or die;
        print $file $parts{$part};
        close $file;
        utime 315532800, 315532800, "$dir/$part"; # the same bytes each time
    }
    unlink "$name.xlsx";
    my $here = `pwd`;
    chomp $here;
    system("cd '$dir' && find . -type f | sed 's,^[.]/,,' | sort | TZ=UTC zip -qX9 '$here/$name.xlsx' -@") == 0 or die;
}

my @names = @ARGV ? @ARGV : map { s/\.txt$//r } sort glob '*.txt';
for my $name (@names) {
    my $book = parse($name);
    csv($book, $name);
    xls($book, $name);
    xlsx($book, $name);
}
