package roa_test

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"net/netip"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"testing/iotest"
	"time"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/resource"
	"github.com/byoasn/byoasn/roa"
)

var errReference = errors.New("refused")

// reference reads a file whole, with the standard library's decoders, and has
// no bounds. Answers of RIPEstat are not for it.
func reference(data []byte) ([]roa.VRP, error) {
	data = fromUTF16(data)
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	text := bytes.TrimLeft(data[:min(len(data), 4096)], " \t\r\n")
	switch {
	case len(text) == 0 || text[0] == '<' || bytes.IndexByte(text, 0) >= 0:
		return nil, errReference
	case text[0] == '{' || text[0] == '[':
		return referenceJSON(data)
	}
	return referenceCSV(data)
}

func fromUTF16(data []byte) []byte {
	var order binary.ByteOrder = binary.LittleEndian
	switch {
	case bytes.HasPrefix(data, []byte("\xff\xfe")):
	case bytes.HasPrefix(data, []byte("\xfe\xff")):
		order = binary.BigEndian
	default:
		return data
	}
	var units []uint16
	for i := 0; i+1 < len(data); i += 2 {
		units = append(units, order.Uint16(data[i:]))
	}
	text := []byte(string(utf16.Decode(units)))
	if len(data)%2 == 1 {
		text = append(text, 0xff)
	}
	return text
}

func referenceJSON(data []byte) ([]roa.VRP, error) {
	var list []json.RawMessage
	if !jsontext.Value(data).IsValid() {
		return nil, errReference
	}
	if json.Unmarshal(data, &list) != nil {
		var top map[string]json.RawMessage
		if json.Unmarshal(data, &top) != nil || json.Unmarshal(top["roas"], &list) != nil {
			return nil, errReference
		}
		for _, name := range []string{"slurmVersion", "locallyAddedAssertions", "validationOutputFilters", "validated_route", "validated_routes"} {
			if _, has := top[name]; has {
				return nil, errReference
			}
		}
	}
	if len(list) == 0 {
		return nil, errReference
	}
	var vrps []roa.VRP
	for _, raw := range list {
		var members map[string]json.RawMessage
		if json.Unmarshal(raw, &members) != nil {
			return nil, errReference
		}
		number, prefix, anchor := string(members["asn"]), "", ""
		if isString(members["asn"]) {
			json.Unmarshal(members["asn"], &number)
		} else if _, err := strconv.ParseUint(number, 10, 32); err != nil {
			return nil, errReference
		}
		if ta, has := members["ta"]; !isString(members["prefix"]) || has && !isString(ta) {
			return nil, errReference
		}
		json.Unmarshal(members["prefix"], &prefix)
		json.Unmarshal(members["ta"], &anchor)
		tal, last := referenceSources(members["source"])
		vrp, err := referenceVRP(number, prefix, string(members["maxLength"]), cmp.Or(anchor, tal))
		if err != nil {
			return nil, err
		}
		if vrp.Expires = referenceEnd(members["expires"]); vrp.Expires.IsZero() {
			vrp.Expires = last
		}
		vrps = append(vrps, vrp)
	}
	return vrps, nil
}

// referenceSources is the first trust anchor of a jsonext entry, and its end.
func referenceSources(raw json.RawMessage) (tal string, last time.Time) {
	var sources []json.RawMessage
	json.Unmarshal(raw, &sources)
	endless := false
	for _, raw := range sources {
		var source map[string]json.RawMessage
		json.Unmarshal(raw, &source)
		if isString(source["tal"]) && tal == "" {
			json.Unmarshal(source["tal"], &tal)
		}
		var first time.Time
		for _, name := range []string{"validity", "chainValidity"} {
			var period map[string]json.RawMessage
			json.Unmarshal(source[name], &period)
			if end := referenceEnd(period["notAfter"]); !end.IsZero() && (first.IsZero() || end.Before(first)) {
				first = end
			}
		}
		if endless = endless || first.IsZero(); first.After(last) {
			last = first
		}
	}
	if endless {
		last = time.Time{}
	}
	return tal, last
}

// referenceEnd is when an entry ends: long ago, if that cannot be read.
func referenceEnd(raw json.RawMessage) time.Time {
	text := string(raw)
	if isString(raw) {
		json.Unmarshal(raw, &text)
	} else if text == "" || text == "null" {
		return time.Time{}
	}
	return referenceTime(text)
}

func referenceTime(text string) time.Time {
	whole, fraction, _ := strings.Cut(text, ".")
	seconds, err := strconv.ParseUint(whole, 10, 63)
	_, errFraction := strconv.ParseUint(cmp.Or(strings.TrimLeft(fraction, "0"), "0"), 10, 64)
	plain := err == nil && (whole == "0" || whole[0] != '0')
	if plain && (errFraction == nil || strings.Trim(fraction, "0123456789") == "") && 0 < seconds && seconds <= 1<<33 {
		return time.Unix(int64(seconds), 0).UTC()
	}
	for _, layout := range []string{time.RFC3339, "2006-01-02 15:04:05", "2006-01-02T15:04:05"} {
		if at, err := time.Parse(layout, text); err == nil && 0 < at.Unix() && at.Unix() < 1<<33 {
			return at.UTC().Truncate(time.Second)
		}
	}
	return time.Unix(1, 0).UTC()
}

func isString(raw json.RawMessage) bool { return len(raw) > 0 && raw[0] == '"' }

func referenceVRP(number, prefix, length, anchor string) (roa.VRP, error) {
	n, errASN := resource.ParseASN(number)
	p, errPrefix := netip.ParsePrefix(prefix)
	maxLength, errLength := strconv.ParseUint(length, 10, 8)
	leadingZero := len(length) > 1 && length[0] == '0'
	if errors.Join(errASN, errPrefix, errLength) != nil || p != p.Masked() || p.Addr().Is4In6() || leadingZero ||
		int(maxLength) < p.Bits() || int(maxLength) > p.Addr().BitLen() {
		return roa.VRP{}, errReference
	}
	return roa.VRP{Prefix: p, MaxLength: int(maxLength), ASN: n, TrustAnchor: anchor}, nil
}

// referenceColumns are what the names of columns stand for.
var referenceColumns = map[string]string{"asn": "=asn", "originas": "=asn", "origin": "=asn", "ipprefix": "=prefix", "prefix": "=prefix",
	"maxlength": "=length", "maxprefixlength": "=length", "trustanchor": "=ta", "ta": "=ta", "tal": "=ta", "expires": "=end", "notafter": "=end"}

func referenceCSV(data []byte) ([]roa.VRP, error) {
	text := regexp.MustCompile(`\n\r?\n[\r\n]*$`).ReplaceAllString(string(data), "\n") // what an editor adds
	whole, ended := strings.CutSuffix(text, "\n")
	if !ended || !utf8.Valid(data) {
		return nil, errReference
	}
	lines := strings.Split(whole, "\n")
	for strings.HasPrefix(lines[0], "#") || strings.HasPrefix(lines[0], "sep=") {
		note := strings.TrimSuffix(lines[0], "\r")
		if len(lines) == 1 || strings.ContainsFunc(note, func(r rune) bool { return r < ' ' && r != '\t' }) {
			return nil, errReference
		}
		lines = lines[1:]
	}
	for _, separator := range ",;\t" {
		header, err := referenceFields(lines[0], separator)
		if err != nil {
			continue
		}
		column, twice := map[string]int{}, false
		for i, name := range header {
			name = strings.Map(func(c rune) rune {
				switch {
				case 'A' <= c && c <= 'Z':
					return c + 'a' - 'A'
				case strings.ContainsRune(" \t_-", c):
					return -1
				}
				return c
			}, name)
			name = cmp.Or(referenceColumns[name], name)
			if _, has := column[name]; has {
				twice = true
				continue
			}
			column[name] = i
		}
		_, hasASN := column["=asn"]
		_, hasPrefix := column["=prefix"]
		_, hasLength := column["=length"]
		if hasASN && hasPrefix && hasLength {
			if twice || len(lines) == 1 {
				return nil, errReference
			}
			return referenceRows(lines[1:], separator, column, len(header))
		}
	}
	return nil, errReference
}

func referenceRows(lines []string, separator rune, column map[string]int, width int) ([]roa.VRP, error) {
	var vrps []roa.VRP
	for _, line := range lines {
		fields, err := referenceFields(line, separator)
		if err != nil || len(fields) != width {
			return nil, errReference
		}
		length := fields[column["=length"]]
		if _, bits, _ := strings.Cut(fields[column["=prefix"]], "/"); length == "" {
			length = bits
		}
		anchor := ""
		if i, has := column["=ta"]; has {
			anchor = fields[i]
		}
		vrp, err := referenceVRP(fields[column["=asn"]], fields[column["=prefix"]], length, anchor)
		if err != nil {
			return nil, err
		}
		if i, has := column["=end"]; has && fields[i] != "" {
			vrp.Expires = referenceTime(fields[i])
		}
		vrps = append(vrps, vrp)
	}
	return vrps, nil
}

// referenceFields reads a line with encoding/csv, after the blanks around quotes
// are gone, of which it knows nothing.
func referenceFields(line string, separator rune) ([]string, error) {
	line = strings.TrimSuffix(line, "\r")
	if line == "" || strings.ContainsFunc(line, func(r rune) bool { return r < ' ' && r != '\t' }) {
		return nil, errReference
	}
	blanks := " \t"
	if separator == '\t' {
		blanks = " "
	}
	s := regexp.QuoteMeta(string(separator))
	line = strings.TrimLeft(line, blanks)
	if strings.Contains(line, `"`) {
		line = regexp.MustCompile(`("[`+blanks+`]+)($|`+s+`)`).ReplaceAllStringFunc(line, func(m string) string {
			return `"` + strings.TrimLeft(m[1:], blanks)
		})
	}
	r := csv.NewReader(strings.NewReader(line))
	r.Comma = separator
	r.TrimLeadingSpace = separator != '\t'
	fields, err := r.Read()
	for i := range fields {
		fields[i] = strings.Trim(fields[i], blanks)
	}
	return fields, err
}

// naive is RFC 6811 over the addresses as strings of bits.
func naive(vrps []roa.VRP, q roa.Question, at time.Time) roa.State {
	route := bitsOf(q.Prefix)
	var covered, sameOrigin, matched bool
	for _, v := range vrps {
		over := !v.Expires.IsZero() && !v.Expires.After(at)
		if over || v.Prefix.Addr().Is4() != q.Prefix.Addr().Is4() || !strings.HasPrefix(route, bitsOf(v.Prefix)) {
			continue
		}
		covered = true
		same := v.ASN == q.Origin && q.Origin != 0
		sameOrigin = sameOrigin || same
		matched = matched || same && len(route) <= v.MaxLength
	}
	switch {
	case matched:
		return roa.Valid
	case sameOrigin:
		return roa.InvalidLength
	case covered:
		return roa.InvalidASN
	}
	return roa.NotFound
}

// bitsOf is a prefix as zeros and ones.
func bitsOf(p netip.Prefix) string {
	var bits strings.Builder
	for _, b := range p.Addr().AsSlice() {
		fmt.Fprintf(&bits, "%08b", b)
	}
	return bits.String()[:p.Bits()]
}

// requireReference: Read, Load and All take what the reference takes, and answer
// the same, however the file comes.
func requireReference(t *testing.T, data []byte) {
	t.Helper()
	questions := []roa.Question{ask("192.0.2.0/24", 64496), ask("192.0.2.0/24", 0), ask("2001:db8:1::/48", 64497), ask("10.0.0.0/8", 1)}
	want, refused := reference(data)
	result, err := roa.Read(bytes.NewReader(data), now, questions...)
	if err == nil && result.Format == roa.RIPEstat {
		return
	}
	require.Equal(t, refused != nil, err != nil, "%q: %v", data, err)
	slow, slowErr := roa.Read(iotest.OneByteReader(bytes.NewReader(data)), now, questions...)
	require.Equal(t, err, slowErr)
	require.Equal(t, result, slow)
	table, loadErr := roa.Load(bytes.NewReader(data), now)
	require.Equal(t, err, loadErr)
	var all []roa.VRP
	for vrp, err := range roa.All(bytes.NewReader(data)) {
		if err != nil {
			require.Equal(t, loadErr, err)
			break
		}
		all = append(all, vrp)
	}
	if err != nil {
		require.LessOrEqual(t, len(err.Error()), 1000)
		return
	}
	require.Equal(t, want, all, "%q", data)
	require.Equal(t, len(want), result.Entries)
	fromTable, err := table.Ask(questions...)
	require.NoError(t, err)
	require.Equal(t, result, fromTable, "%q", data)
	for i, q := range questions {
		require.Equal(t, roa.Validate(want, q, now), result.Answers[i], "%q", data)
		require.Equal(t, naive(want, q, now), result.Answers[i].State, "%q", data)
		require.Equal(t, naive(want, q, time.Time{}), result.Answers[i].WithEnded().State, "%q", data)
	}
}

func TestReadAgreesWithAStraightforwardReference(t *testing.T) {
	for _, export := range exports {
		requireReference(t, []byte(export.text))
	}
	for _, test := range malformed {
		if !strings.Contains(test.says, "nesting") {
			requireReference(t, []byte(test.text))
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, export := range exports {
		require.NotEmpty(f, export.text)
		f.Add([]byte(export.text))
	}
	for _, test := range malformed {
		f.Add([]byte(test.text))
	}
	f.Add([]byte("ASN,Prefix,Length\n0,10.0.0.0/10,10\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 64<<10 || bytes.Count(data, []byte("["))+bytes.Count(data, []byte("{")) > 60 {
			t.Skip("past the bounds, which the reference has not")
		}
		requireReference(t, data)
	})
}
