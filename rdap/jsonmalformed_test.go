package rdap_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/rdap"
)

// malformed are records with one fault each, and what the error says of it.
var malformed = []struct {
	name, text string
	path, says string
}{
	{"a handle is a number", `{"objectClassName":"autnum","handle":64496}`, "/handle", "is a number, expected a string"},
	{"a name is null", autnumJSON(`,"name":null`), "/name", "is null, expected a string"},
	{"the class is an array", `{"objectClassName":["autnum"]}`, "/objectClassName", "is an array, expected a string"},
	{"status is a string", autnumJSON(`,"status":"active"`), "/status", "is a string, expected an array"},
	{"a status is a boolean", autnumJSON(`,"status":["active",true]`), "/status/1", "is a boolean, expected a string"},
	{"port43 is a number", autnumJSON(`,"port43":43`), "/port43", "is a number"},
	{"conformance is an object", autnumJSON(`,"rdapConformance":{}`), "/rdapConformance", "is an object, expected an array"},
	{"a description is a string", autnumJSON(`,"remarks":[{"description":["a"]},{"description":"b"}]`), "/remarks/1/description", "is a string, expected an array"},
	{"a line is null", autnumJSON(`,"remarks":[{"description":["a",null]}]`), "/remarks/0/description/1", "is null, expected a string"},
	{"remarks are an object", autnumJSON(`,"remarks":{"description":["a"]}`), "/remarks", "is an object, expected an array"},
	{"a remark is a string", autnumJSON(`,"remarks":["a"]`), "/remarks/0", "is a string, expected an object"},
	{"a title is an array", autnumJSON(`,"remarks":[{"title":[]}]`), "/remarks/0/title", "is an array"},
	{"a notice's type is a number", autnumJSON(`,"notices":[{"type":1}]`), "/notices/0/type", "is a number"},
	{"an entity is a string", autnumJSON(`,"entities":["ORG-1"]`), "/entities/0", "is a string, expected an object"},
	{"an entity's handle is a number", autnumJSON(`,"entities":[{"handle":1}]`), "/entities/0/handle", "is a number"},
	{"roles are a string", autnumJSON(`,"entities":[{"roles":"registrant"}]`), "/entities/0/roles", "is a string, expected an array"},
	{"an inner entity's remarks are an object", autnumJSON(`,"entities":[{"entities":[{"remarks":{}}]}]`), "/entities/0/entities/0/remarks", "is an object"},
	{"an entity is a domain", autnumJSON(`,"entities":[{"objectClassName":"domain"}]`), "/entities/0/objectClassName", `is "domain", expected "entity"`},
	{"links are an object", autnumJSON(`,"links":{}`), "/links", "is an object, expected an array"},
	{"a link's address is a number", autnumJSON(`,"links":[{"href":1}]`), "/links/0/href", "is a number"},
	{"an AS number is a string", autnumJSON(`,"startAutnum":"64496","endAutnum":64496`), "/startAutnum", "is a string, expected a number"},
	{"an AS number is past 32 bits", autnumJSON(`,"startAutnum":64496,"endAutnum":4294967296`), "/endAutnum", "is 4294967296, expected a whole number"},
	{"an AS number is below 0", autnumJSON(`,"startAutnum":-1,"endAutnum":64496`), "/startAutnum", "is -1, expected a whole number"},
	{"an AS number has a fraction", autnumJSON(`,"startAutnum":64496.0,"endAutnum":64496`), "/startAutnum", "is 64496.0, expected a whole number"},
	{"an AS number has an exponent", autnumJSON(`,"startAutnum":1e3,"endAutnum":64496`), "/startAutnum", "is 1e3, expected a whole number"},
	{"the range has no end", autnumJSON(`,"startAutnum":64496`), "/endAutnum", "is missing"},
	{"the range has no start", autnumJSON(`,"endAutnum":64496`), "/startAutnum", "is missing"},
	{"the range ends before it starts", autnumJSON(`,"startAutnum":64497,"endAutnum":64496`), "/startAutnum", "is past endAutnum"},
	{"an address is none", networkJSON(`,"startAddress":"192.0.2.256","endAddress":"192.0.2.255"`), "/startAddress", `is "192.0.2.256", expected an IP address`},
	{"an address is a prefix", networkJSON(`,"startAddress":"192.0.2.0","endAddress":"192.0.2.0/24"`), "/endAddress", "expected an IP address"},
	{"an address is a number", networkJSON(`,"startAddress":3221225984,"endAddress":"192.0.2.255"`), "/startAddress", "is a number"},
	{"an address has a zone", networkJSON(`,"startAddress":"fe80::1%eth0","endAddress":"fe80::2"`), "/startAddress", "no zone"},
	{"the addresses have no end", networkJSON(`,"startAddress":"192.0.2.0"`), "/endAddress", "is missing"},
	{"the addresses have no start", networkJSON(`,"endAddress":"192.0.2.0"`), "/startAddress", "is missing"},
	{"the addresses end before they start", networkJSON(`,"startAddress":"192.0.2.1","endAddress":"192.0.2.0"`), "/startAddress", "does not end before it starts"},
	{"the addresses are of two families", networkJSON(`,"startAddress":"192.0.2.0","endAddress":"2001:db8::"`), "/startAddress", "both ends are IPv4 or both IPv6"},
	{"an error code is a string", `{"errorCode":"404"}`, "/errorCode", "is a string"},

	{"a member stands twice", autnumJSON(`,"handle":"AS64497"`), "/handle", "stands twice"},
	{"a member stands twice in a remark", autnumJSON(`,"remarks":[{"title":"a","title":"b"}]`), "/remarks/0/title", "stands twice"},
	{"a member stands twice, once escaped", autnumJSON(`,"h\u0061ndle":"AS64497"`), "/handle", "stands twice"},
	{"a member that is not read stands twice", autnumJSON(`,"lang":"en","lang":"fr"`), "/lang", "stands twice"},
	{"a member has a capital letter", autnumJSON(`,"Remarks":[]`), "/Remarks", "which writes remarks"},
	{"a member is in lower case", autnumJSON(`,"startautnum":64496`), "/startautnum", "which writes startAutnum"},
	{"a member has a long s", autnumJSON(`,"remark\u017f":[]`), "/remarkſ", "which writes remarks"},
	{"an inner member has a capital letter", autnumJSON(`,"remarks":[{"Description":["a"]}]`), "/remarks/0/Description", "which writes description"},

	{"a string is not UTF-8", autnumJSON(",\"name\":\"\xff\""), "/name", "invalid UTF-8"},
	{"a member that is not read is not UTF-8", autnumJSON(",\"lang\":\"\xff\""), "/lang", "invalid UTF-8"},
	{"a surrogate has no pair", autnumJSON(`,"name":"\ud800"`), "/name", "invalid surrogate pair"},
	{"a string has a line break", autnumJSON(",\"name\":\"a\nb\""), "/name", "invalid character '\\n'"},
	{"a literal is misspelt", autnumJSON(`,"events":[tru]`), "/events/0", "invalid character"},
	{"a number has a leading zero", autnumJSON(`,"events":01`), "", "is not JSON at byte"},
	{"a comma is missing", autnumJSON(`,"events":[1 2]`), "/events", "is not JSON at byte"},
	{"a comma is left over", autnumJSON(`,`), "", "is not JSON at byte"},
	{"a comment stands there", autnumJSON(`/* autnum */`), "", "is not JSON at byte"},
	{"more text follows", autnumJSON("") + "x", "", "is followed by more text"},
	{"a second object follows", autnumJSON("") + autnumJSON(""), "", "is followed by more text"},
	{"it is an array", `[` + autnumJSON("") + `]`, "", "is a JSON array"},
	{"it is a string", `"autnum"`, "", "is a string, expected an object"},
	{"it is null", `null`, "", "is null, expected an object"},
	{"it is cut short in a string", `{"objectClassName":"autn`, "", "is cut short"},
	{"it is cut short after a member", `{"objectClassName":"autnum"`, "", "is cut short"},
	{"it is empty", "", "", "is empty"},
	{"it is blank", " \r\n\t", "", "is empty"},
	{"it is HTML", "<!DOCTYPE html><html></html>", "", "is an HTML page"},
	{"it is XML", `<?xml version="1.0"?><asn/>`, "", "is XML"},
	{"it is UTF-16", "\xff\xfe{\x00}\x00", "", "is UTF-16"},
	{"it is gzip", "\x1f\x8b\x08\x00", "", "is compressed with gzip"},
}

func TestParseJSONNamesEveryMalformation(t *testing.T) {
	for _, test := range malformed {
		t.Run(test.name, func(t *testing.T) {
			record, err := rdap.ParseJSON([]byte(test.text))
			require.Nil(t, record)
			var e *rdap.SyntaxError
			require.ErrorAs(t, err, &e)
			require.Equal(t, test.path, e.Path)
			require.Contains(t, e.What, test.says)
			require.ErrorContains(t, err, "the record ")
			require.ErrorContains(t, err, test.path)
			require.Equal(t, strings.Contains(test.name, "cut short"), errors.Is(err, io.ErrUnexpectedEOF))
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
			var e *rdap.BoundError
			require.ErrorAs(t, err, &e)
			require.Contains(t, e.What, test.what)
			require.ErrorContains(t, err, fmt.Sprint(e.Most))
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
