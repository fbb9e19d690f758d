package roa

import (
	"bytes"
	"net/netip"
	"testing"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/stretchr/testify/require"
)

var scanned = []string{
	`{"asn":64496,"prefix":"192.0.2.0/24","maxLength":24,"ta":"ripe","expires":1790000255}`,
	`{ "asn": "AS64496", "prefix": "2001:db8::/32", "maxLength": 48, "ta": "ripe" },`,
	"{\t\"maxLength\" : 0 ,\n\"prefix\":\"::/0\",\"asn\":\"0\" } ]",
	`{"prefix":"10.0.0.0/8","maxLength":32,"asn":4294967295}}`,
	`{"asn":1,"prefix":"10.0.0.0/8","maxLength":8,"source":[ { "type": "roa", "tal": "ripe", "validity": { "notBefore": "2026", "n": 12 } }, {"tal":null} ] }`,
	`{"asn":1,"prefix":"10.0.0.0/8","maxLength":8,"source":[],"ta":"x"}`,
	`{"asn":1,"prefix":"10.0.0.0/8","maxLength":8,"source":{ }}`,
	`{"asn":1,"prefix":"10.0.0.0/8","maxLength":8,"source":"ripe"}`,
}

// What scanEntry leaves to entryReader, though some of it is right.
var unscanned = []string{
	``, `{`, `{}`, `[]`, `{"asn":1`, `{"asn":64496,"prefix":"192.0.2.0/24","maxLength":24`,
	`{"asn":64496,"prefix":"192.0.2.0/24"}`,
	`{"asn":64496,"asn":64496,"prefix":"192.0.2.0/24","maxLength":24}`,
	`{"asn":64496,"prefix":"192.0.2.0/24","maxLength":24,"x":0}`,
	`{"asn":64496,"prefix":"192.0.2.0/24","maxLength":24,"ta":"r\u0069pe"}`,
	`{"asn":64496,"prefix":"192.0.2.0/24","maxLength":24,"ta":"é"}`,
	`{"asn":64496,"prefix":"192.0.2.0/24","maxLength":24,"ta":"` + "\x7f" + `"}`,
	`{"asn":64496,"prefix":"192.0.2.0/24","maxLength":24,"expires":null}`,
	`{"asn":64496,"prefix":"192.0.2.0/24","maxLength":24,}`,
	`{"asn":64496,"prefix":"192.0.2.0/24","maxLength":23}`,
	`{"asn":64496,"prefix":"192.0.2.0/24","maxLength":33}`,
	`{"asn":64496,"prefix":"192.0.2.1/24","maxLength":24}`,
	`{"asn":064496,"prefix":"192.0.2.0/24","maxLength":24}`,
	`{"asn":4294967296,"prefix":"192.0.2.0/24","maxLength":24}`,
	`{"asn":64496.0,"prefix":"192.0.2.0/24","maxLength":24}`,
	`{"asn":64496"prefix":"192.0.2.0/24","maxLength":24}`,
	`{"asn":1,"prefix":"10.0.0.0/8","maxLength":8,"source":[{"a":1,"b":2,"a":3}]}`,
	`{"asn":1,"prefix":"10.0.0.0/8","maxLength":8,"source":[{"a":1,}]}`,
	`{"asn":1,"prefix":"10.0.0.0/8","maxLength":8,"source":[1,]}`,
	`{"asn":1,"prefix":"10.0.0.0/8","maxLength":8,"source":[1 2]}`,
	`{"asn":1,"prefix":"10.0.0.0/8","maxLength":8,"source":[01]}`,
	`{"asn":1,"prefix":"10.0.0.0/8","maxLength":8,"source":nul}`,
	`{"asn":1,"prefix":"10.0.0.0/8","maxLength":8,"source":nulll}`,
	`{"asn":1,"prefix":"10.0.0.0/8","maxLength":8,"source":[[[[]]]]}`,
	`{"asn":1,"prefix":"10.0.0.0/8","maxLength":8,"source":{"a":1,"b":1,"c":1,"d":1,"e":1,"f":1,"g":1,"h":1,"i":1}}`,
	`{"asn":1,"prefix":"10.0.0.0/8","maxLength":8,"source":{"a" 1}}`,
	`{"asn":as64496,"prefix":"192.0.2.0/24","maxLength":24}`,
}

// readSlowly reads an entry with jsontext.
func readSlowly(text []byte) (e entry, n int, err error) {
	r := &entryReader{decoder: jsontext.NewDecoder(bytes.NewBuffer(text))}
	err = r.read(&e)
	return e, int(r.decoder.InputOffset()), err
}

// requireAgreement: what scanEntry reads, entryReader reads the same.
func requireAgreement(t *testing.T, text []byte) (ok bool) {
	t.Helper()
	var e entry
	n, ok := scanEntry(text, &e)
	if !ok {
		return false
	}
	slow, slowN, err := readSlowly(text)
	require.NoError(t, err, "%q", text)
	require.Equal(t, slowN, n, "%q", text)
	require.Equal(t, slow.vrp(), e.vrp(), "%q", text)
	return true
}

func TestScanEntryReadsWhatExportersWrite(t *testing.T) {
	for _, text := range scanned {
		require.True(t, requireAgreement(t, []byte(text)), text)
	}
}

func TestScanEntryLeavesTheUnusualAlone(t *testing.T) {
	for _, text := range unscanned {
		_, ok := scanEntry([]byte(text), &entry{})
		require.False(t, ok, text)
	}
	for _, text := range scanned {
		whole, ok := scanEntry([]byte(text), &entry{})
		require.True(t, ok)
		for length := range whole {
			_, ok := scanEntry([]byte(text[:length]), &entry{})
			require.False(t, ok, text[:length])
		}
	}
}

func FuzzScanEntry(f *testing.F) {
	for _, text := range append(scanned, unscanned...) {
		f.Add([]byte(text))
	}
	require.NotEmpty(f, scanned)
	f.Fuzz(func(t *testing.T, text []byte) { requireAgreement(t, text) })
}

var prefixes = []string{
	"0.0.0.0/0", "10.0.0.0/8", "192.0.2.0/24", "192.0.2.1/32", "192.0.2.1/24", "10.0.0.0/33", "10.0.0/8", "10.0.0.0.0/8", "256.0.0.0/8",
	"010.0.0.0/8", "10.0.0.0/08", "10.0.0.0", "/8", "10.0.0.0/", "10.0.0.0/+8", "::/0", "2001:db8::/32", "2001:DB8::/32", "2001:0db8::/32",
	"2001:00db8::/32", "2001:db8::1/128", "2001:db8::1/64", "2001:db8:1:2:3:4:5:6/128", "2001:db8:1:2:3:4:5::/112", "::1/128", "1::2::/16",
	"2001:db8:1:2:3:4:5:6::/128", "2001:db8:1:2:3:4:5/112", "2001:db8:/32", ":2001:db8::/32", ":::/0", "::ffff:10.0.0.0/104",
	"::ffff:a00:0/104", "64:ff9b::10.0.0.0/104", "fe80::%eth0/64", "2001:db8::/129", "2001:db8::/999", "2001:db8::g/32", "1:2:3:4:5:6:7:8/0",
	"8000::/1", "::8000:0:0:0/65", "::8000:0:0:0/64", "2001:db8:0:0:8000::/64", "2001:db8:0:0:8000::/65",
}

// requireNetip: parsePrefix takes what net/netip takes, less host bits and IPv4
// in IPv6.
func requireNetip(t *testing.T, text string) {
	t.Helper()
	want, err := netip.ParsePrefix(text)
	takes := err == nil && want == want.Masked() && !want.Addr().Is4In6()
	got, why := parsePrefix([]byte(text))
	require.Equal(t, takes, why == "", "%q: %s", text, why)
	if takes {
		require.Equal(t, want, got, "%q", text)
	}
	if scanned, ok := scanPrefix([]byte(text)); ok {
		require.True(t, takes, "%q", text)
		require.Equal(t, want, scanned, "%q", text)
	}
}

func TestParsePrefixAgreesWithNetip(t *testing.T) {
	for _, text := range prefixes {
		requireNetip(t, text)
	}
	_, ok := scanPrefix([]byte("2001:db8:0:1::/64"))
	require.True(t, ok, "the fast way is taken")
}

func FuzzParsePrefix(f *testing.F) {
	for _, text := range prefixes {
		f.Add(text)
	}
	require.NotEmpty(f, prefixes)
	f.Fuzz(func(t *testing.T, text string) { requireNetip(t, text) })
}
