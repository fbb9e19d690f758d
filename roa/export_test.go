package roa_test

import (
	"bufio"
	"io"
	"math/rand/v2"
	"net/netip"
	"strconv"
	"strings"
	"time"
)

// An export is a generated one, as large as today's: prefixes, lengths and
// trust anchors are spread as in the exports of 2026, the numbers drawn.
type export struct {
	entries int
	style   string
}

// A form is how a validator writes an export. In an entry, $A is the AS number,
// $P the prefix, $M the maxLength, $T the trust anchor, and $E a time.
type form struct{ begin, entry, between, end string }

var forms = map[string]form{
	"rpki-client": {
		"{\n\t\"metadata\": {\n\t\t\"buildmachine\": \"validator.example.net\",\n\t\t\"buildtime\": \"2026-09-16T00:06:05Z\"\n\t},\n\n\t\"roas\": [\n",
		`		{ "asn": $A, "prefix": "$P", "maxLength": $M, "ta": "$T", "expires": $E }`, ",\n",
		"\n\t],\n\n\t\"aspas\": [\n\t\t{ \"customer_asid\": 43, \"expires\": 1789657200, \"providers\": [ 293 ] }\n\t]\n}\n",
	},
	"routinator": {
		"{\n  \"metadata\": {\n    \"generated\": 1789533333,\n    \"generatedTime\": \"2026-09-16T04:35:33Z\"\n  },\n  \"roas\": [\n",
		`    { "asn": "AS$A", "prefix": "$P", "maxLength": $M, "ta": "$T" }`, ",\n", "\n  ]\n}\n",
	},
	"jsonext": {
		"{\n  \"metadata\": {\n    \"generated\": 1789533333,\n    \"generatedTime\": \"2026-09-16T04:35:33Z\"\n  },\n  \"roas\": [\n",
		`    { "asn": "AS$A", "prefix": "$P", "maxLength": $M, "source": [ { "type": "roa", "tal": "$T", "uri": "rsync://rpki.example.net/repository/DEFAULT/$E.roa", ` +
			`"validity": { "notBefore": "2026-07-25T20:47:37Z", "notAfter": "2027-07-24T20:52:37Z" }, "chainValidity": { "notBefore": "2026-07-25T20:47:37Z", "notAfter": "2027-02-24T12:31:01Z" } }] }`,
		",\n", "\n  ]\n}\n",
	},
	"csv": {"ASN,IP Prefix,Max Length,Trust Anchor,Expires\n", "AS$A,$P,$M,$T,$E", "\n", "\n"},
}

var anchors = []string{"ripe", "apnic", "arin", "lacnic", "afrinic"}

// WriteTo writes it, the same each time.
func (x export) WriteTo(w io.Writer) (int64, error) {
	f := forms[x.style]
	parts := strings.Split(f.entry, "$")
	random := rand.New(rand.NewPCG(6811, 9582))
	out := bufio.NewWriterSize(w, 64<<10)
	written := len(f.begin) + len(f.end)
	out.WriteString(f.begin)
	var line []byte
	for i := range x.entries {
		line = line[:0]
		if i > 0 {
			line = append(line, f.between...)
		}
		line = appendEntry(line, parts, random)
		written += len(line)
		out.Write(line)
	}
	out.WriteString(f.end)
	return int64(written), out.Flush()
}

func appendEntry(line []byte, parts []string, random *rand.Rand) []byte {
	prefix, maxLength := randomPrefix(random)
	origin, anchor, expires := 1+random.IntN(400_000), anchors[random.IntN(5)], 1789600000+random.IntN(500_000)
	line = append(line, parts[0]...)
	for _, part := range parts[1:] {
		switch part[0] {
		case 'A':
			line = strconv.AppendInt(line, int64(origin), 10)
		case 'P':
			line = prefix.AppendTo(line)
		case 'M':
			line = strconv.AppendInt(line, int64(maxLength), 10)
		case 'T':
			line = append(line, anchor...)
		case 'E':
			line = strconv.AppendInt(line, int64(expires), 10)
		}
		line = append(line, part[1:]...)
	}
	return line
}

// randomPrefix draws a prefix: two in three are IPv4, most of them /24.
func randomPrefix(random *rand.Rand) (netip.Prefix, int) {
	draw := random.Uint64()
	if draw%3 > 0 {
		bits := 24 - random.IntN(3)*random.IntN(6)
		addr := netip.AddrFrom4([4]byte{byte(1 + draw>>8%222), byte(draw >> 16), byte(draw >> 24)})
		return netip.PrefixFrom(addr, bits).Masked(), max(bits, 24-random.IntN(2)*(24-bits))
	}
	bits := 48 - random.IntN(3)*random.IntN(9)
	addr := netip.AddrFrom16([16]byte{0x20 | byte(draw>>60), byte(draw >> 8), byte(draw >> 16), byte(draw >> 24), byte(draw >> 32), byte(draw >> 40)})
	return netip.PrefixFrom(addr, bits).Masked(), max(bits, 48)
}

// now is a day on which the exports are fresh.
var now = time.Date(2026, 9, 16, 8, 0, 0, 0, time.UTC)
