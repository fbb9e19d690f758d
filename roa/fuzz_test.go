package roa_test

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"encoding/json"
	"errors"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/resource"
	"github.com/byoasn/byoasn/roa"
)

var errReference = errors.New("refused")

// reference reads a file whole, with the standard library's decoders, and has
// no bounds.
func reference(data []byte) ([]roa.VRP, error) {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	text := bytes.TrimLeft(data[:min(len(data), 512)], " \t\r\n")
	switch {
	case len(text) == 0 || text[0] == '<' || text[0] == '[':
		return nil, errReference
	case text[0] == '{':
		return referenceJSON(data)
	}
	return referenceCSV(data)
}

func referenceJSON(data []byte) ([]roa.VRP, error) {
	var top map[string]json.RawMessage
	var list []json.RawMessage
	if !jsontext.Value(data).IsValid() || json.Unmarshal(data, &top) != nil || json.Unmarshal(top["roas"], &list) != nil || len(list) == 0 {
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
		var sources []struct{ TAL string }
		if json.Unmarshal(members["source"], &sources) == nil {
			for _, s := range sources {
				anchor = cmp.Or(anchor, s.TAL)
			}
		}
		vrp, err := referenceVRP(number, prefix, string(members["maxLength"]), anchor)
		if err != nil {
			return nil, err
		}
		vrps = append(vrps, vrp)
	}
	return vrps, nil
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

func referenceCSV(data []byte) ([]roa.VRP, error) {
	whole, ended := strings.CutSuffix(string(data), "\n")
	if !ended || !utf8.Valid(data) {
		return nil, errReference
	}
	column := map[string]int{}
	var vrps []roa.VRP
	for i, line := range strings.Split(whole, "\n") {
		line = strings.TrimSuffix(line, "\r")
		fields, err := csv.NewReader(strings.NewReader(line)).Read()
		if err != nil || strings.ContainsFunc(line, func(r rune) bool { return r < ' ' && r != '\t' }) {
			return nil, errReference
		}
		if i == 0 {
			for j, field := range fields {
				name := strings.ToLower(field)
				if slices.ContainsFunc(fields[:j], func(other string) bool { return strings.EqualFold(other, field) }) {
					return nil, errReference
				}
				switch name {
				case "prefix":
					name = "ip prefix"
				case "max prefix length":
					name = "max length"
				}
				if _, twice := column[name]; !twice {
					column[name] = j
				}
			}
			continue
		}
		_, hasASN := column["asn"]
		_, hasPrefix := column["ip prefix"]
		_, hasLength := column["max length"]
		anchor := ""
		if j, has := column["trust anchor"]; has && j < len(fields) {
			anchor = fields[j]
		}
		header, _ := csv.NewReader(strings.NewReader(strings.SplitN(whole, "\n", 2)[0])).Read()
		if !hasASN || !hasPrefix || !hasLength || len(fields) != len(header) {
			return nil, errReference
		}
		length := fields[column["max length"]]
		if _, bits, _ := strings.Cut(fields[column["ip prefix"]], "/"); length == "" {
			length = bits
		}
		vrp, err := referenceVRP(fields[column["asn"]], fields[column["ip prefix"]], length, anchor)
		if err != nil {
			return nil, err
		}
		vrps = append(vrps, vrp)
	}
	if len(vrps) == 0 {
		return nil, errReference
	}
	return vrps, nil
}

// requireReference: Read takes what the reference takes, and answers the same,
// however the file comes.
func requireReference(t *testing.T, data []byte) {
	t.Helper()
	questions := []roa.Question{ask("192.0.2.0/24", 64496), ask("192.0.2.0/24", 0), ask("2001:db8:1::/48", 64497)}
	want, refused := reference(data)
	result, err := roa.Read(bytes.NewReader(data), now, questions...)
	require.Equal(t, refused != nil, err != nil, "%q: %v", data, err)
	slow, slowErr := roa.Read(iotest.OneByteReader(bytes.NewReader(data)), now, questions...)
	require.Equal(t, err, slowErr)
	require.Equal(t, result, slow)
	if err != nil {
		require.LessOrEqual(t, len(err.Error()), 1000)
		return
	}
	require.Equal(t, len(want), result.Entries)
	for i, q := range questions {
		require.Equal(t, roa.Validate(want, q, now), result.Answers[i], "%q", data)
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
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 64<<10 || bytes.Count(data, []byte("["))+bytes.Count(data, []byte("{")) > 60 {
			t.Skip("past the bounds, which the reference has not")
		}
		requireReference(t, data)
	})
}
