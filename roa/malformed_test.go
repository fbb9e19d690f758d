package roa_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/roa"
)

const (
	good   = `{"asn":64496,"prefix":"192.0.2.0/24","maxLength":24,"ta":"ripe"}`
	header = "ASN,IP Prefix,Max Length,Trust Anchor\n"
)

// second is an export whose second entry is given.
func second(entry string) string { return `{"roas":[` + good + `,` + entry + `],"aspas":[]}` }

// line3 is a table whose second entry is given.
func line3(line string) string { return header + "AS64496,192.0.2.0/24,24,ripe\n" + line }

// malformed are files, and where and what is wrong with them.
var malformed = []struct{ name, text, path, says string }{
	{"nothing", "", "", "is empty"},
	{"blanks", " \n\t", "", "nothing but blanks"},
	{"a byte-order mark alone", "\xef\xbb\xbf", "", "nothing but blanks"},
	{"a web page", "<!DOCTYPE html><html>Not found</html>", "", "HTML"},
	{"a web page after blanks", "\n\n  <html>", "", "HTML"},
	{"bzip2", "BZh91AY&SY", "", "is bzip2; decompress it first"},
	{"xz", "\xfd7zXZ\x00\x00", "", "is xz; decompress it first"},
	{"zstd", "\x28\xb5\x2f\xfd\x00", "", "is zstd; decompress it first"},
	{"a ZIP archive", "PK\x03\x04\x14\x00", "", "ZIP archive"},
	{"UTF-16 without a byte-order mark", "{\x00}\x00", "", "is binary"},
	{"binary", "ASN\x00\x01\x02", "", "is binary"},
	{"an array of texts", `["192.0.2.0/24"]`, "/0", "is a string, expected an object"},
	{"an empty array", `[]`, "", "is empty"},
	{"more behind an array", `[` + good + `]{}`, "", "followed by more text"},
	{"an array with an entry that is wrong", `[` + good + `,{"asn":1}]`, "/1", "has no prefix"},

	{"no roas", `{"metadata":{}}`, "", `no member "roas"`},
	{"an empty object", `{}`, "", `no member "roas"`},
	{"roas in another case", `{"ROAS":[` + good + `]}`, "", `no member "roas"`},
	{"no entries", `{"roas":[]}`, "/roas", "is empty: the validator had no data"},
	{"no entries and blanks", "{\"roas\": [\n\t] }", "/roas", "is empty"},
	{"roas is null", `{"roas":null}`, "/roas", "is null, expected an array"},
	{"roas is an object", `{"roas":{"AS1":[]}}`, "/roas", "is an object, expected an array"},
	{"roas is a count", `{"roas":12}`, "/roas", "is a number, expected an array"},
	{"roas is false", `{"roas":false}`, "/roas", "is a boolean, expected an array"},
	{"roas is a string", `{"roas":"x"}`, "/roas", "is a string, expected an array"},
	{"roas twice", `{"roas":[` + good + `],"roas":[` + good + `]}`, "/roas", "stands twice"},
	{"metadata twice", `{"metadata":{},"roas":[` + good + `],"metadata":{}}`, "/metadata", "stands twice"},
	{"a name twice behind", `{"roas":[` + good + `],"aspas":[{"a":1,"a":2}]}`, "/aspas/0/a", "stands twice"},
	{"a name twice before", `{"metadata":{"generated":1,"generated":2},"roas":[` + good + `]}`, "/metadata/generated", "stands twice"},
	{"something behind", `{"roas":[` + good + `]} {}`, "", "followed by more text"},
	{"a second object behind", `{"roas":[` + good + `]}{"roas":[` + good + `]}`, "", "followed by more text"},
	{"rubbish behind", `{"roas":[` + good + `]}]`, "", "followed by more text"},
	{"no comma", `{"roas":[` + good + good + `]}`, "/roas", "is not JSON at byte 73: invalid character '{'"},
	{"two commas", `{"roas":[` + good + `,,` + good + `]}`, "/roas/1", "is not JSON at byte 74"},
	{"a comma at the end", `{"roas":[` + good + `,]}`, "/roas", "is not JSON at byte 73"},
	{"a comma at the beginning", `{"roas":[,` + good + `]}`, "/roas", "is not JSON at byte 9"},
	{"no colon", `{"roas"[` + good + `]}`, "/roas", "is not JSON at byte 7: invalid character '['"},
	{"a colon in the array", `{"roas":[` + good + `:` + good + `]}`, "/roas", "is not JSON"},
	{"a wrong bracket", `{"roas":[` + good + `}}`, "/roas", "is not JSON"},
	{"a comma missing behind", `{"roas":[` + good + `]"aspas":[]}`, "", "is not JSON at byte"},
	{"rubbish behind the entries", `{"roas":[` + good + `],"aspas":[NaN]}`, "/aspas/0", "is not JSON at byte"},
	{"a letter that is not UTF-8", second(`{"asn":1,"prefix":"10.0.0.0/8","maxLength":8,"ta":"r` + "\xff" + `"}`), "/roas/1/ta", "invalid UTF-8"},
	{"a letter that is not UTF-8 elsewhere", `{"metadata":{"x":"` + "\xff" + `"},"roas":[` + good + `]}`, "/metadata/x", "invalid UTF-8"},
	{"a line break in a text", second(`{"asn":1,"prefix":"10.0.0.0/8","maxLength":8,"ta":"r` + "\n" + `"}`), "/roas/1/ta", "is not JSON"},
	{"deep nesting", `{"x":` + strings.Repeat("[", 70) + strings.Repeat("]", 70) + `,"roas":[` + good + `]}`, "", "more than the 64 levels of nesting"},
	{"very deep nesting in an entry", second(`{"x":` + strings.Repeat("[", 11_000) + strings.Repeat("]", 11_000) + `}`), "/roas/1/x" + strings.Repeat("/0", 35) + "/…", "exceeded max depth"},

	{"an entry that is null", second(`null`), "/roas/1", "is null, expected an object"},
	{"an entry that is a text", second(`"AS1"`), "/roas/1", "is a string, expected an object"},
	{"an entry that is an array", second(`[1,"10.0.0.0/8",8]`), "/roas/1", "is an array, expected an object"},
	{"an empty entry", second(`{}`), "/roas/1", "has no asn"},
	{"no asn", second(`{"prefix":"10.0.0.0/8","maxLength":8}`), "/roas/1", "has no asn"},
	{"no prefix", second(`{"asn":1,"maxLength":8}`), "/roas/1", "has no prefix"},
	{"no maxLength", second(`{"asn":1,"prefix":"10.0.0.0/8"}`), "/roas/1", "has no maxLength"},
	{"maxLength in another case", second(`{"asn":1,"prefix":"10.0.0.0/8","maxlength":8}`), "/roas/1", "has no maxLength"},
	{"asn twice", second(`{"asn":1,"asn":2,"prefix":"10.0.0.0/8","maxLength":8}`), "/roas/1/asn", "stands twice"},
	{"asn twice, once escaped", second(`{"asn":1,"\u0061sn":2,"prefix":"10.0.0.0/8","maxLength":8}`), "/roas/1/asn", "stands twice"},
	{"an unknown name twice", second(`{"asn":1,"x":1,"x":2,"prefix":"10.0.0.0/8","maxLength":8}`), "/roas/1/x", "stands twice"},
	{"an asn that is null", second(`{"asn":null,"prefix":"10.0.0.0/8","maxLength":8}`), "/roas/1/asn", "is null, expected a number or a string"},
	{"an asn out of range", second(`{"asn":4294967296,"prefix":"10.0.0.0/8","maxLength":8}`), "/roas/1/asn", "past 4294967295"},
	{"an asn out of range in a text", second(`{"asn":"AS4294967296","prefix":"10.0.0.0/8","maxLength":8}`), "/roas/1/asn", "past 4294967295"},
	{"a negative asn", second(`{"asn":-1,"prefix":"10.0.0.0/8","maxLength":8}`), "/roas/1/asn", "has a sign"},
	{"an asn with a fraction", second(`{"asn":1.0,"prefix":"10.0.0.0/8","maxLength":8}`), "/roas/1/asn", "asdot"},
	{"an asn with an exponent", second(`{"asn":1e3,"prefix":"10.0.0.0/8","maxLength":8}`), "/roas/1/asn", "not a decimal number"},
	{"an asn with a leading zero", second(`{"asn":"AS01","prefix":"10.0.0.0/8","maxLength":8}`), "/roas/1/asn", "leading zero"},
	{"an asn without digits", second(`{"asn":"AS","prefix":"10.0.0.0/8","maxLength":8}`), "/roas/1/asn", "no digits"},
	{"an asn with AS twice", second(`{"asn":"ASAS1","prefix":"10.0.0.0/8","maxLength":8}`), "/roas/1/asn", "not a decimal number"},
	{"a prefix that is a number", second(`{"asn":1,"prefix":10,"maxLength":8}`), "/roas/1/prefix", "is a number, expected a string"},
	{"a prefix without a length", second(`{"asn":1,"prefix":"10.0.0.0","maxLength":8}`), "/roas/1/prefix", `is "10.0.0.0", expected a prefix`},
	{"a prefix of three octets", second(`{"asn":1,"prefix":"10.0.0/8","maxLength":8}`), "/roas/1/prefix", "expected a prefix"},
	{"a prefix with a leading zero", second(`{"asn":1,"prefix":"10.0.0.00/8","maxLength":8}`), "/roas/1/prefix", "expected a prefix"},
	{"a length with a leading zero", second(`{"asn":1,"prefix":"10.0.0.0/08","maxLength":8}`), "/roas/1/prefix", "expected a prefix"},
	{"a prefix of 33 bits", second(`{"asn":1,"prefix":"10.0.0.0/33","maxLength":33}`), "/roas/1/prefix", "expected a prefix"},
	{"a prefix of 129 bits", second(`{"asn":1,"prefix":"2001:db8::/129","maxLength":129}`), "/roas/1/prefix", "expected a prefix"},
	{"a zone", second(`{"asn":1,"prefix":"fe80::%eth0/64","maxLength":64}`), "/roas/1/prefix", "expected a prefix"},
	{"host bits", second(`{"asn":1,"prefix":"10.0.0.1/8","maxLength":8}`), "/roas/1/prefix", "has host bits; the network is 10.0.0.0/8"},
	{"host bits of IPv6", second(`{"asn":1,"prefix":"2001:db8::1/32","maxLength":32}`), "/roas/1/prefix", "has host bits; the network is 2001:db8::/32"},
	{"IPv4 written as IPv6", second(`{"asn":1,"prefix":"::ffff:10.0.0.0/104","maxLength":104}`), "/roas/1/prefix", "IPv4 written as IPv6"},
	{"IPv4 written as hexadecimal IPv6", second(`{"asn":1,"prefix":"::ffff:a00:0/104","maxLength":104}`), "/roas/1/prefix", "IPv4 written as IPv6"},
	{"a maxLength below the prefix's", second(`{"asn":1,"prefix":"10.0.0.0/8","maxLength":7}`), "/roas/1/maxLength", "is 7, less than the length of the prefix 10.0.0.0/8"},
	{"a maxLength past 32", second(`{"asn":1,"prefix":"10.0.0.0/8","maxLength":33}`), "/roas/1/maxLength", "is 33, more than the 32 bits"},
	{"a maxLength past 128", second(`{"asn":1,"prefix":"2001:db8::/32","maxLength":129}`), "/roas/1/maxLength", "is 129, more than the 128 bits"},
	{"a maxLength without end", second(`{"asn":1,"prefix":"10.0.0.0/8","maxLength":99999999999999999999}`), "/roas/1/maxLength", "expected a whole number"},
	{"a maxLength with a fraction", second(`{"asn":1,"prefix":"10.0.0.0/8","maxLength":8.0}`), "/roas/1/maxLength", "expected a whole number"},
	{"a negative maxLength", second(`{"asn":1,"prefix":"10.0.0.0/8","maxLength":-8}`), "/roas/1/maxLength", "expected a whole number"},
	{"a maxLength in quotes", second(`{"asn":1,"prefix":"10.0.0.0/8","maxLength":"8"}`), "/roas/1/maxLength", "is a string, expected a number"},
	{"a maxLength that is null", second(`{"asn":1,"prefix":"10.0.0.0/8","maxLength":null}`), "/roas/1/maxLength", "is null, expected a number"},
	{"a trust anchor that is null", second(`{"asn":1,"prefix":"10.0.0.0/8","maxLength":8,"ta":null}`), "/roas/1/ta", "is null, expected a string"},
	{"a leading zero in a number", second(`{"asn":01,"prefix":"10.0.0.0/8","maxLength":8}`), "/roas/1", "is not JSON"},
	{"a member without a comma", second(`{"asn":1 "prefix":"10.0.0.0/8","maxLength":8}`), "/roas/1", "is not JSON"},
	{"a comma before the end of an entry", second(`{"asn":1,"prefix":"10.0.0.0/8","maxLength":8,}`), "/roas/1", "is not JSON"},
	{"a terminal's escape", second(`{"asn":"\u001b[31m","prefix":"10.0.0.0/8","maxLength":8}`), "/roas/1/asn", "not a decimal number"},

	{"no header", "AS64496,192.0.2.0/24,24,ripe\n", "line 1", "no header of VRPs: expected a header such as ASN,IP Prefix"},
	{"a header alone", header, "", "has a header and no VRP"},
	{"a header without ASN", "IP Prefix,Max Length\n192.0.2.0/24,24\n", "line 1", "no header of VRPs"},
	{"a header without a length", "ASN,IP Prefix\n1,192.0.2.0/24\n", "line 1", "no header of VRPs"},
	{"a column twice", "ASN,IP Prefix,Max Length,asn\n1,192.0.2.0/24,24,2\n", "line 1", `column "asn" twice`},
	{"a text", "Service unavailable\n", "line 1", "no header of VRPs"},
	{"a field too few", line3("AS1,10.0.0.0/8,8\n"), "line 3", "has 3 fields, expected the 4 of the header"},
	{"a field too many", line3("AS1,10.0.0.0/8,8,ripe,1\n"), "line 3", "has 5 fields, expected the 4 of the header"},
	{"an empty line", line3("\nAS1,10.0.0.0/8,8,ripe\n"), "line 3", "is empty"},
	{"comments alone", "# ASN,IP Prefix,Max Length\n# no VRP\n", "", "has comments and no VRP"},
	{"a comment among the lines", line3("# AS1,10.0.0.0/8,8,ripe\n"), "line 3", "is no AS number"},
	{"a line that is cut short", line3("AS1,10.0."), "line 3", "may be cut short"},
	{"a whole line without a line break", line3("AS1,10.0.0.0/8,8,ripe"), "line 3", "may be cut short"},
	{"a header without a line break", strings.TrimSpace(header), "line 1", "may be cut short"},
	{"an ASN without digits", line3("AS,10.0.0.0/8,8,ripe\n"), "line 3", "no digits"},
	{"an empty ASN", line3(",10.0.0.0/8,8,ripe\n"), "line 3", "no digits"},
	{"a blank in an ASN", line3("AS 1,10.0.0.0/8,8,ripe\n"), "line 3", "AS number"},
	{"an ASN out of its range", line3("AS4294967296,10.0.0.0/8,8,ripe\n"), "line 3", "past 4294967295"},
	{"an empty prefix", line3("AS1,,8,ripe\n"), "line 3", "expected a prefix"},
	{"host bits in a table", line3("AS1,10.0.0.1/8,8,ripe\n"), "line 3", "host bits"},
	{"a length below the prefix's", line3("AS1,10.0.0.0/8,7,ripe\n"), "line 3", "is 7, less than"},
	{"a length past 32", line3("AS1,10.0.0.0/8,33,ripe\n"), "line 3", "is 33, more than"},
	{"a length in words", line3("AS1,10.0.0.0/8,eight,ripe\n"), "line 3", `is "eight", expected a whole number`},
	{"quotes that are not closed", line3("AS1,10.0.0.0/8,8,\"ripe\n"), "line 3", "quotes are not closed"},
	{"more behind quotes", line3("AS1,10.0.0.0/8,8,\"ripe\"x\n"), "line 3", "goes on after them"},
	{"quotes inside", line3("AS1,10.0.0.0/8,8,ri\"pe\n"), "line 3", "has quotes inside"},
	{"Latin-1", line3("AS1,10.0.0.0/8,8,r\xefpe\n"), "line 3", "is not UTF-8"},
	{"a control character", line3("AS1,10.0.0.0/8,8,\x1b[31m\n"), "line 3", "control character"},
	{"old Macintosh line ends", strings.ReplaceAll(line3("AS1,10.0.0.0/8,8,ripe\n"), "\n", "\r"), "line 1", "may be cut short"},
}

func TestReadRefusesWhatIsMalformedAndSaysWhere(t *testing.T) {
	for _, test := range malformed {
		t.Run(test.name, func(t *testing.T) {
			result, err := roa.Read(strings.NewReader(test.text), now, ask("203.0.113.0/24", 64496))
			require.Nil(t, result)
			require.ErrorContains(t, err, test.says)
			require.Less(t, len(err.Error()), 500)
			require.NotContains(t, err.Error(), "\x1b")
			require.NotContains(t, err.Error(), "\n")
			var p *problem.Problem
			require.ErrorAs(t, err, &p)
			require.Contains(t, roa.IDs(), p.ID)
			if test.says != "more than the 64 levels of nesting" {
				require.Equal(t, test.path, p.Path)
			}
		})
	}
}

func TestReadRefusesAFileThatIsCutShortAnywhere(t *testing.T) {
	for name, export := range exports {
		whole := strings.TrimRight(export.text, " \n")
		if strings.HasPrefix(strings.TrimLeft(whole, "\xef\xbb\xbf \r\n"), "{") {
			for length := range len(whole) {
				_, err := roa.Read(strings.NewReader(whole[:length]), now)
				require.Error(t, err, "%s after %d bytes", name, length)
				if length > 10 {
					require.ErrorIs(t, err, io.ErrUnexpectedEOF, "%s after %d bytes", name, length)
				}
			}
			continue
		}
		for length := range len(export.text) {
			if length > 0 && export.text[length-1] == '\n' && strings.Count(export.text[:length], "\n") > 1 {
				continue // nobody can tell
			}
			_, err := roa.Read(strings.NewReader(export.text[:length]), now)
			require.Error(t, err, "%s after %d bytes", name, length)
		}
	}
}

func TestReadRefusesGzip(t *testing.T) {
	var zipped bytes.Buffer
	w := gzip.NewWriter(&zipped)
	io.WriteString(w, exports["rpki-client"].text)
	require.NoError(t, w.Close())
	_, err := roa.Read(&zipped, now)
	require.ErrorContains(t, err, "is gzip; decompress it first")
}

// An endless reader repeats a text.
type endless struct {
	text string
	at   int
	read int // bytes
}

func (e *endless) Read(p []byte) (int, error) {
	n := 0
	for n < len(p) {
		copied := copy(p[n:], e.text[e.at:])
		n += copied
		e.at = (e.at + copied) % len(e.text)
	}
	e.read += n
	return n, nil
}

func TestReadKeepsWithinItsBounds(t *testing.T) {
	bounds := []struct {
		name, begin, repeated, what string
	}{
		{"a text in the metadata", `{"metadata":{"x":"`, "xxxxxxxx", "bytes of one value"},
		{"blanks before everything else", `{`, strings.Repeat(" ", 100), "bytes of one value"},
		{"a text in an entry", `{"roas":[{"ta":"`, "xxxxxxxx", "bytes of one value"},
		{"an array in an entry", `{"roas":[{"x":[`, "1,", "bytes of one value"},
		{"members of an entry", `{"roas":[{`, "", "/roas/0 has more than the 1048576 bytes"},
		{"names in an object", `{"x":{`, "", "1000 members"},
		{"names in the outermost object", `{`, "", "1000 members"},
		{"a line", header, "x", "line 2 has more than the 65536 bytes"},
		{"a header", `ASN`, "x", "line 1 has more than the 65536 bytes"},
	}
	for _, test := range bounds {
		t.Run(test.name, func(t *testing.T) {
			source := &endless{text: test.repeated}
			rest := io.Reader(source)
			if test.repeated == "" {
				var names strings.Builder
				for i := range 40_000 {
					fmt.Fprintf(&names, `"a member with a number %d":0,`, i)
				}
				rest = strings.NewReader(names.String())
			}
			_, err := roa.Read(io.MultiReader(strings.NewReader(test.begin), rest), now)
			require.ErrorIs(t, err, roa.TooLarge)
			require.ErrorContains(t, err, test.what)
			require.Less(t, source.read, 3<<20, "no more is read than the bound and what is read ahead")
		})
	}
}

func TestAnObjectHasUpToAThousandMembers(t *testing.T) {
	object := func(members int) string {
		var names strings.Builder
		for i := range members {
			fmt.Fprintf(&names, `"%d":0,`, i)
		}
		return `{"roas":[` + good + `],"x":{` + strings.TrimSuffix(names.String(), ",") + `}}`
	}
	_, err := roa.Read(strings.NewReader(object(1000)), now)
	require.NoError(t, err)
	_, err = roa.Read(strings.NewReader(object(1001)), now)
	require.ErrorIs(t, err, roa.TooLarge)
}

func TestReadKeepsNoMoreVRPsThanItMay(t *testing.T) {
	var file strings.Builder
	file.WriteString(header)
	for i := range 10_001 {
		fmt.Fprintf(&file, "AS%d,0.0.0.0/0,24,ripe\nAS1,0.0.0.0/0,24,ripe\n", i+1)
	}
	_, err := roa.Read(strings.NewReader(file.String()), now, ask("2001:db8::/32", 1))
	require.NoError(t, err, "they cover something else")
	_, err = roa.Read(strings.NewReader(file.String()), now, ask("192.0.2.0/24", 1))
	require.ErrorContains(t, err, "10000 VRPs that cover 192.0.2.0/24")
}
