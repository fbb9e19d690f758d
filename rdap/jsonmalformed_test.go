package rdap_test

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/rdap"
)

// malformed are records with one fault each, and what the error says of it.
var malformed = []struct {
	name, text string
	path, says string
}{
	{"the class is an array", `{"objectClassName":["autnum"]}`, "/objectClassName", "is an array, expected a string"},
	{"a description is a string", autnumJSON(`,"remarks":[{"description":["a"]},{"description":"b"}]`), "/remarks/1/description", "is a string, expected an array"},
	{"a line is null", autnumJSON(`,"remarks":[{"description":["a",null]}]`), "/remarks/0/description/1", "is null, expected a string"},
	{"remarks are an object", autnumJSON(`,"remarks":{"description":["a"]}`), "/remarks", "is an object, expected an array"},
	{"a remark is a string", autnumJSON(`,"remarks":["a"]`), "/remarks/0", "is a string, expected an object"},
	{"an AS number is a string", autnumJSON(`,"startAutnum":"64496","endAutnum":64496`), "/startAutnum", "is a string, expected a number"},
	{"an AS number is past 32 bits", autnumJSON(`,"startAutnum":64496,"endAutnum":4294967296`), "/endAutnum", `"4294967296" is not a whole number`},
	{"an AS number is below 0", autnumJSON(`,"startAutnum":-1,"endAutnum":64496`), "/startAutnum", `"-1" is not a whole number`},
	{"an AS number has a fraction", autnumJSON(`,"startAutnum":64496.0,"endAutnum":64496`), "/startAutnum", `"64496.0" is not a whole number`},
	{"an AS number has an exponent", autnumJSON(`,"startAutnum":1e3,"endAutnum":64496`), "/startAutnum", `"1e3" is not a whole number`},
	{"the range has no end", autnumJSON(`,"startAutnum":64496`), "/endAutnum", "is missing"},
	{"the range has no start", autnumJSON(`,"endAutnum":64496`), "/startAutnum", "is missing"},
	{"the range ends before it starts", autnumJSON(`,"startAutnum":64497,"endAutnum":64496`), "/startAutnum", "is past endAutnum"},
	{"an address is none", networkJSON(`,"startAddress":"192.0.2.256","endAddress":"192.0.2.255"`), "/startAddress", `"192.0.2.256" is not an IP address`},
	{"an address is a prefix", networkJSON(`,"startAddress":"192.0.2.0","endAddress":"192.0.2.0/24"`), "/endAddress", "is not an IP address"},
	{"an address is a number", networkJSON(`,"startAddress":3221225984,"endAddress":"192.0.2.255"`), "/startAddress", "is a number"},
	{"an address has a zone", networkJSON(`,"startAddress":"fe80::1%eth0","endAddress":"fe80::2"`), "/startAddress", "a zone"},
	{"the addresses have no end", networkJSON(`,"startAddress":"192.0.2.0"`), "/endAddress", "is missing"},
	{"the addresses have no start", networkJSON(`,"endAddress":"192.0.2.0"`), "/startAddress", "is missing"},
	{"the addresses end before they start", networkJSON(`,"startAddress":"192.0.2.1","endAddress":"192.0.2.0"`), "/startAddress", "does not start before it ends"},
	{"the addresses are of two families", networkJSON(`,"startAddress":"192.0.2.0","endAddress":"2001:db8::"`), "/startAddress", "both ends are IPv4 or both IPv6"},

	{"a member stands twice", autnumJSON(`,"handle":"AS64497"`), "/handle", "stands twice"},
	{"a member stands twice in a remark", autnumJSON(`,"remarks":[{"title":"a","title":"b"}]`), "/remarks/0/title", "stands twice"},
	{"a member stands twice, once escaped", autnumJSON(`,"h\u0061ndle":"AS64497"`), "/handle", "stands twice"},
	{"a member that is not read stands twice", autnumJSON(`,"lang":"en","lang":"fr"`), "/lang", "stands twice"},
	{"a member has a capital letter", autnumJSON(`,"Remarks":[]`), "/Remarks", "is not written \"remarks\""},
	{"a member is in lower case", autnumJSON(`,"startautnum":64496`), "/startautnum", `is not written "startAutnum"`},
	{"a member has a long s", autnumJSON(`,"remark\u017f":[]`), "/remarkſ", "is not written \"remarks\""},
	{"an inner member has a capital letter", autnumJSON(`,"remarks":[{"Description":["a"]}]`), "/remarks/0/Description", "is not written \"description\""},

	{"a string is not UTF-8", autnumJSON(",\"name\":\"\xff\""), "/name", "invalid UTF-8"},
	{"a member that is not read is not UTF-8", autnumJSON(",\"lang\":\"\xff\""), "/lang", "invalid UTF-8"},
	{"a surrogate has no pair", autnumJSON(`,"name":"\ud800"`), "/name", "invalid surrogate pair"},
	{"a string has a line break", autnumJSON(",\"name\":\"a\nb\""), "/name", "is wrapped"},
	{"a literal is misspelt", autnumJSON(`,"events":[tru]`), "/events/0", "invalid character"},
	{"a number has a leading zero", autnumJSON(`,"events":01`), "", "is not JSON at byte"},
	{"a comma is missing", autnumJSON(`,"events":[1 2]`), "/events", "is not JSON at byte"},
	{"a comma is left over", autnumJSON(`,`), "", "is not JSON at byte"},
	{"a comment stands there", autnumJSON(`/* autnum */`), "", "is not JSON at byte"},
	{"more text follows", autnumJSON("") + "x", "", "has more after its end"},
	{"a second object follows", autnumJSON("") + autnumJSON(""), "", "has more after its end"},
	{"it is an array", `[` + autnumJSON("") + `]`, "", "is a JSON array"},
	{"it is a string", `"autnum"`, "", "is a string, expected an object"},
	{"it is null", `null`, "", "is null, expected an object"},
	{"it is cut short in a string", `{"objectClassName":"autn`, "", "is cut short"},
	{"it is cut short after a member", `{"objectClassName":"autnum"`, "", "is cut short"},
	{"it is empty", "", "", "is empty"},
	{"it is blank", " \r\n\t", "", "is empty"},
	{"it is HTML", "<!DOCTYPE html><html></html>", "", "is an HTML page"},
	{"it is XML", `<?xml version="1.0"?><asn/>`, "", "is XML"},
	{"it is UTF-16 cut short", "\xff\xfe{\x00}", "", "is UTF-16"},
	{"it is gzip", "\x1f\x8b\x08\x00", "", "is compressed with gzip"},
}

func TestParseJSONNamesEveryMalformation(t *testing.T) {
	for _, test := range malformed {
		t.Run(test.name, func(t *testing.T) {
			record, err := rdap.ParseJSON([]byte(test.text))
			require.Nil(t, record)
			var e *problem.Problem
			require.ErrorAs(t, err, &e)
			require.Equal(t, test.path, e.Path)
			require.ErrorContains(t, err, test.says)
			require.ErrorContains(t, err, "the record ")
			require.ErrorContains(t, err, test.path)
			require.Equal(t, strings.HasPrefix(test.name, "it is cut short"), errors.Is(err, io.ErrUnexpectedEOF))
		})
	}
}

func TestParseJSONCutAnywhereIsCutShort(t *testing.T) {
	data := records(t, "arin-autnum-2914.json")["arin-autnum-2914.json"]
	data = bytes.TrimSpace(data)
	for n := 1; n < len(data); n += 7 {
		_, err := rdap.ParseJSON(data[:n])
		require.ErrorIs(t, err, io.ErrUnexpectedEOF, "%d bytes", n)
	}
}

func TestParseJSONKeepsWithinBounds(t *testing.T) {
	many := func(element string, n int) string { return strings.TrimSuffix(strings.Repeat(element+",", n), ",") }
	nest := func(n int) string { return strings.Repeat("[", n) + strings.Repeat("]", n) }
	entities := func(n int) string { return strings.Repeat(`{"entities":[`, n) + strings.Repeat(`]}`, n) }
	for _, test := range []struct{ name, within, past, what string }{
		{"entities", autnumJSON(`,"entities":[` + many("{}", 2000) + `]`), autnumJSON(`,"entities":[` + many("{}", 2001) + `]`), "entities"},
		{"remarks", autnumJSON(`,"remarks":[` + many("{}", 5000) + `]`), autnumJSON(`,"remarks":[` + many("{}", 5001) + `]`), "remarks"},
		{"lines over several remarks",
			autnumJSON(`,"remarks":[` + many(`{"description":[`+many(`""`, 25_000)+`]}`, 2) + `]`),
			autnumJSON(`,"remarks":[` + many(`{"description":[`+many(`""`, 25_001)+`]}`, 2) + `]`), "lines"},
		{"links", autnumJSON(`,"links":[` + many("{}", 5000) + `]`), autnumJSON(`,"links":[` + many("{}", 5001) + `]`), "links"},
		{"nesting in what is skipped", autnumJSON(`,"vcardArray":` + nest(63)), autnumJSON(`,"vcardArray":` + nest(64)), "levels"},
		{"entities in entities", autnumJSON(`,"entities":[` + entities(30) + `]`), autnumJSON(`,"entities":[` + entities(40) + `]`), "levels"},
		{"size", autnumJSON("") + strings.Repeat(" ", rdap.MaxSize-len(autnumJSON(""))), autnumJSON("") + strings.Repeat(" ", rdap.MaxSize), "bytes"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := rdap.ParseJSON([]byte(test.within))
			require.NoError(t, err)
			_, err = rdap.ParseJSON([]byte(test.past))
			require.ErrorIs(t, err, rdap.TooLarge)
			require.ErrorContains(t, err, test.what)
		})
	}
}

func TestErrorsRepeatLittleOfARecordAndNothingThatATerminalActsOn(t *testing.T) {
	long := strings.Repeat("x", 10_000) + `\u001b[2J`
	for _, text := range []string{
		`{"objectClassName":"\u001b[2J` + long + `"}`,
		`{"errorCode":500,"title":"\u001b[2J` + long + `","description":["` + long + `","a","b","c","d"]}`,
		autnumJSON(`,"` + long + `":1,"` + long + `":2`),
		networkJSON(`,"startAddress":"\u001b` + long + `","endAddress":"::"`),
		autnumJSON(`,"startAutnum":` + strings.Repeat("9", 10_000)),
		"\x1b[2J" + long,
	} {
		_, err := rdap.Parse([]byte(text))
		require.Error(t, err)
		require.Less(t, len(err.Error()), 500)
		require.NotContains(t, err.Error(), "\x1b")
	}
}
