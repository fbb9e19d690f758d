package roa

import (
	"bytes"
	"fmt"
	"net/netip"
	"slices"
	"strconv"
	"time"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/byoasn/byoasn/resource"
)

// An entry is a VRP as it is read. Its bytes are good until the next one is
// read: only an entry that is kept needs a string of its own.
type entry struct {
	prefix      netip.Prefix
	maxLength   int
	asn         resource.ASN
	trustAnchor []byte
	expires     int64 // seconds since 1970; 0 if not told

	// source is jsonext's, which has the trust anchor and the end in it. It is
	// read where they are needed: see settle.
	source  []byte
	sources *sourceReader // kept from entry to entry
}

// longAgo is the end of an entry whose end cannot be read: it is not taken for
// one that still holds.
const longAgo = 1

// vrp is what is kept.
func (e *entry) vrp() VRP {
	e.settle()
	v := VRP{Prefix: e.prefix, MaxLength: e.maxLength, ASN: e.asn, TrustAnchor: string(e.trustAnchor)}
	if e.expires != 0 {
		v.Expires = time.Unix(e.expires, 0).UTC()
	}
	return v
}

// checkLength says what is wrong with the maxLength, or is "" (RFC 9582
// section 4.3.2.2: from the prefix's length to that of an address).
func (e *entry) checkLength() (why string) {
	switch {
	case e.maxLength < e.prefix.Bits():
		return fmt.Sprintf("is %d, less than the length of the prefix %s", e.maxLength, e.prefix)
	case e.maxLength > e.prefix.Addr().BitLen():
		return fmt.Sprintf("is %d, more than the %d bits of an address of the prefix %s", e.maxLength, e.prefix.Addr().BitLen(), e.prefix)
	}
	return ""
}

// parseASN reads a number with or without "AS" before it.
func parseASN(text []byte) (n resource.ASN, why string) {
	digits := text
	if len(text) > 2 && text[0] == 'A' && text[1] == 'S' {
		digits = text[2:]
	}
	if value, n := scanDecimal(digits, 1<<32-1); n > 0 && n == len(digits) {
		return resource.ASN(value), ""
	}
	n, err := resource.ParseASN(string(text))
	if err != nil {
		return 0, "is no AS number: " + clip(err.Error())
	}
	return n, ""
}

// parseLength reads a maxLength. Whether it is in range is checkLength's.
func parseLength(text []byte) (length int, why string) {
	value, n := scanDecimal(text, 1<<32-1)
	if n == 0 || n != len(text) {
		return 0, "is " + quote(text) + ", expected a whole number such as 24"
	}
	return int(value), ""
}

// year2242 is the last time that is taken for one, in seconds since 1970: what is
// later counts in milliseconds.
const year2242 = 1 << 33

// parseTime reads seconds since 1970, with or without a fraction, RFC 3339, or
// what Routinator's csvext has: "2026-07-01 00:00:00", in UTC.
func parseTime(text []byte) (time.Time, bool) {
	whole, fraction, _ := bytes.Cut(text, []byte("."))
	if seconds, n := scanDecimal(whole, year2242); n > 0 && n == len(whole) && seconds > 0 && onlyDigits(fraction) {
		return time.Unix(int64(seconds), 0).UTC(), true
	}
	for _, layout := range []string{time.RFC3339, time.DateTime, "2006-01-02T15:04:05"} {
		if at, err := time.Parse(layout, string(text)); err == nil && at.Unix() > 0 && at.Unix() < year2242 {
			return at.UTC(), true
		}
	}
	return time.Time{}, false
}

func onlyDigits(text []byte) bool {
	return len(bytes.Trim(text, "0123456789")) == 0
}

// parseEnd reads when an entry ends.
func parseEnd(text []byte) int64 {
	if seconds, n := scanDecimal(text, year2242); n == len(text) && seconds > 0 { // as nearly all are
		return int64(seconds)
	}
	at, ok := parseTime(text)
	if !ok {
		return longAgo
	}
	return at.Unix()
}

// entry reads one entry of JSON, or says what is wrong with it.
func (r *jsonReader) entry(e *entry) error {
	*e = entry{trustAnchor: e.trustAnchor[:0], source: e.source[:0], sources: e.sources}
	r.has = struct{ asn, prefix, maxLength bool }{}
	token, err := r.decoder.ReadToken()
	if err != nil {
		return notJSON(err)
	}
	if token.Kind() != '{' {
		return fault(r.path(""), "is "+kindOf(byte(token.Kind()))+", expected an object")
	}
	for start := r.decoder.InputOffset(); r.decoder.PeekKind() != '}'; {
		if r.decoder.InputOffset()-start > maxValue {
			return tooLarge(r.path(""), "bytes", maxValue)
		}
		name, err := r.value("", "", "")
		if err != nil {
			return err
		}
		if err := r.member(e, memberName(name)); err != nil {
			return err
		}
	}
	if _, err := r.decoder.ReadToken(); err != nil {
		return notJSON(err)
	}
	return r.finish(e)
}

// memberName is the name of a member that means something, or "". Hardly any is
// written with escapes.
func memberName(raw []byte) string {
	switch string(raw) {
	case `"asn"`:
		return "asn"
	case `"prefix"`:
		return "prefix"
	case `"maxLength"`:
		return "maxLength"
	case `"ta"`:
		return "ta"
	case `"expires"`:
		return "expires"
	}
	name := string(plain(raw))
	if slices.Contains(columnExpires, columnName([]byte(name))) { // "notAfter", as a CSV's "Not After"
		return "expires"
	}
	if slices.Contains([]string{"asn", "prefix", "maxLength", "ta", "expires", "source", "data"}, name) {
		return name
	}
	return ""
}

// member reads the value of a member. The decoder refuses a name that was there
// before.
func (r *jsonReader) member(e *entry, name string) (err error) {
	var text []byte
	why := ""
	switch name {
	case "asn":
		r.has.asn = true
		if text, err = r.value(name, `"0`, "a number or a string"); err == nil {
			e.asn, why = parseASN(text)
		}
	case "prefix":
		r.has.prefix = true
		if text, err = r.value(name, `"`, "a string"); err == nil {
			e.prefix, why = parsePrefix(text)
		}
	case "maxLength":
		r.has.maxLength = true
		if text, err = r.value(name, `0`, "a number"); err == nil {
			e.maxLength, why = parseLength(text)
		}
	case "ta":
		if text, err = r.value(name, `"`, "a string"); err == nil && len(text) > 0 {
			e.trustAnchor = append(e.trustAnchor[:0], text...)
		}
	case "expires":
		text, err = r.value(name, "", "")
		if end := parseEndJSON(text); e.expires == 0 || end != 0 && end < e.expires {
			e.expires = end
		}
	case "source":
		if text, err = r.value(name, "", ""); err == nil {
			e.source = append(e.source, text...)
		}
	default:
		if name == "data" && r.list == "" && r.index == 0 && !r.has.asn && !r.has.prefix {
			return errSaved
		}
		_, err = r.value("", "", "")
	}
	if err == nil && why != "" {
		return fault(r.path(name), why)
	}
	return err
}

// finish refuses an entry that lacks something. Every exporter writes a
// maxLength, so one that is not there is not taken for the prefix's length, as
// it is in a ROA: its name may be misspelled.
func (r *jsonReader) finish(e *entry) error {
	missing := ""
	switch {
	case !r.has.asn:
		missing = "asn"
	case !r.has.prefix:
		missing = "prefix"
	case !r.has.maxLength:
		missing = "maxLength"
	default:
		if why := e.checkLength(); why != "" {
			return fault(r.path("maxLength"), why)
		}
		return nil
	}
	return fault(r.path(""), "has no "+missing)
}

// parseEndJSON is parseEnd for a value of JSON: a string, a number, or null for
// none.
func parseEndJSON(raw []byte) int64 {
	switch {
	case len(raw) == 0 || raw[0] == 'n':
		return 0
	case raw[0] == '"':
		return parseEnd(plain(raw))
	}
	return parseEnd(raw)
}

// value reads a whole value, of one or two kinds if any are given: the text of a
// string, and the JSON of anything else. It is good until the next one.
func (r *jsonReader) value(name, kinds, expected string) ([]byte, error) {
	r.src.since = 0
	raw, err := r.decoder.ReadValue()
	if err != nil {
		return nil, notJSON(err)
	}
	switch kind := kindByte(raw[0]); {
	case kinds == "":
		return raw, nil
	case kinds[0] != kind && kinds[len(kinds)-1] != kind:
		return nil, fault(r.path(name), "is "+kindOf(kind)+", expected "+expected)
	case kind != '"':
		return raw, nil
	}
	return plain(raw), nil
}

// kindByte is the character that stands for the kind of a value: its first, but
// 0 for any number, as jsontext has it.
func kindByte(first byte) byte {
	if first == '-' || '0' <= first && first <= '9' {
		return '0'
	}
	return first
}

// plain is the text of a string in JSON, which is without doubt one.
func plain(raw []byte) []byte {
	if len(raw) < 2 {
		return nil
	}
	if bytes.IndexByte(raw, '\\') < 0 {
		return raw[1 : len(raw)-1]
	}
	text, _ := jsontext.AppendUnquote(nil, raw)
	return text
}

// path is that of the entry that is being read, or of a member of it.
func (r *jsonReader) path(member string) string {
	path := r.list + "/" + strconv.Itoa(r.index)
	if member != "" {
		path += "/" + member
	}
	return path
}
