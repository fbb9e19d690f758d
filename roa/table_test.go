package roa_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"net/netip"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/resource"
	"github.com/byoasn/byoasn/roa"
)

// A dense draw has few addresses and few numbers, so that prefixes cover each
// other, stand side by side and come twice.
type dense struct{ *rand.Rand }

func (d dense) prefix() netip.Prefix {
	bits := d.IntN(5)
	if d.IntN(2) == 0 {
		return netip.PrefixFrom(netip.AddrFrom4([4]byte{byte(d.IntN(16) << 4)}), bits).Masked()
	}
	// From the 62nd bit on, where the address's second half begins.
	addr := netip.AddrFrom16([16]byte{0x20, 1, 0xd, 0xb8, 0, 0, 0, byte(d.IntN(4)), byte(d.IntN(4) << 6)})
	return netip.PrefixFrom(addr, 62+bits).Masked()
}

func (d dense) line() (string, roa.VRP) {
	v := roa.VRP{Prefix: d.prefix(), ASN: resource.ASN(d.IntN(3)), TrustAnchor: []string{"ripe", "arin", ""}[d.IntN(3)]}
	v.MaxLength = v.Prefix.Bits() + d.IntN(4)
	ends := ""
	if d.IntN(2) == 0 {
		v.Expires = now.Add(time.Duration(d.IntN(5)-2) * time.Hour)
		ends = fmt.Sprint(v.Expires.Unix())
	}
	return fmt.Sprintf("%s,%s,%d,%s,%s\n", v.ASN, v.Prefix, v.MaxLength, v.TrustAnchor, ends), v
}

func TestATableAnswersAsTheNaiveReferenceDoes(t *testing.T) {
	d := dense{rand.New(rand.NewPCG(6811, 2))}
	states := map[roa.State]int{}
	for range 300 {
		var file strings.Builder
		file.WriteString("ASN,IP Prefix,Max Length,Trust Anchor,Expires\n")
		var vrps []roa.VRP
		for range 1 + d.IntN(40) {
			line, vrp := d.line()
			file.WriteString(line)
			vrps = append(vrps, vrp)
		}
		table, err := roa.Load(strings.NewReader(file.String()), now)
		require.NoError(t, err)
		require.Equal(t, len(vrps), table.Entries)
		for range 50 {
			q := roa.Question{Prefix: d.prefix(), Origin: resource.ASN(d.IntN(3))}
			v := table.Validate(q)
			require.Equal(t, naive(vrps, q, now), v.State, "%v of %s", q, file.String())
			require.Equal(t, roa.Validate(vrps, q, now), v, "%v of %s", q, file.String())
			states[v.State]++
		}
	}
	for _, state := range []roa.State{roa.Valid, roa.InvalidASN, roa.InvalidLength, roa.NotFound} {
		require.Greater(t, states[state], 500, state)
	}
}

func TestATableRefusesQuestionsThatAreNone(t *testing.T) {
	table, err := roa.Load(strings.NewReader(line3("")), now)
	require.NoError(t, err)
	_, err = table.Ask(ask("192.0.2.0/24", 64496), roa.Question{})
	require.ErrorIs(t, err, roa.NotRoute)
	require.Empty(t, table.Validate(roa.Question{}).State)
	require.NotEmpty(t, table.Validate(roa.Question{}).Why)
}

func TestATableHasNoMoreThatCoverThanItMay(t *testing.T) {
	var file strings.Builder
	file.WriteString(header)
	for i := range 5_000 {
		fmt.Fprintf(&file, "AS%d,10.0.0.0/8,24,ripe\nAS%d,10.0.0.0/9,24,ripe\n", i, i)
	}
	_, err := roa.Load(strings.NewReader(file.String()), now)
	require.NoError(t, err)
	file.WriteString("AS1,10.1.0.0/16,24,ripe\n")
	_, err = roa.Load(strings.NewReader(file.String()), now)
	require.ErrorIs(t, err, roa.TooLarge)
	require.ErrorContains(t, err, "10000 VRPs that cover 10.1.0.0/16")
}

func TestTrustAnchorsWithoutEndAreRefused(t *testing.T) {
	var file strings.Builder
	file.WriteString(header)
	for i := range 1001 {
		fmt.Fprintf(&file, "AS1,10.0.0.0/8,24,anchor %d\n", i)
	}
	_, err := roa.Read(strings.NewReader(file.String()), now)
	require.ErrorIs(t, err, roa.TooLarge)
	require.ErrorContains(t, err, "1000 trust anchors")
}

func TestAllEndsWhenNoMoreIsWanted(t *testing.T) {
	n := 0
	for vrp, err := range roa.All(strings.NewReader(line3("AS1,10.0.0.0/8,8,ripe\n"))) {
		require.NoError(t, err)
		require.Equal(t, vrp.Prefix, netip.MustParsePrefix("192.0.2.0/24"))
		n++
		break
	}
	require.Equal(t, 1, n)
}

// TestATableTakes32BytesForAnEntry measures what the doc says.
func TestATableTakes32BytesForAnEntry(t *testing.T) {
	const entries = 100_000
	var file bytes.Buffer
	_, err := export{entries, "rpki-client"}.WriteTo(&file)
	require.NoError(t, err)
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	table, err := roa.Load(&file, now)
	require.NoError(t, err)
	runtime.GC()
	runtime.ReadMemStats(&after)
	each := float64(int64(after.HeapAlloc)-int64(before.HeapAlloc)) / entries
	t.Logf("%.1f bytes an entry", each)
	require.Less(t, each, 34.0)
	require.Greater(t, each, 30.0, "it measures something")
	runtime.KeepAlive(table)
	runtime.KeepAlive(&file)
}

// BenchmarkTable makes a table, and asks it 5,000 questions.
func BenchmarkTable(b *testing.B) {
	var file bytes.Buffer
	_, err := export{benchEntries, "rpki-client"}.WriteTo(&file)
	require.NoError(b, err)
	d := rand.New(rand.NewPCG(6811, 3))
	questions := make([]roa.Question, 5_000)
	for i := range questions {
		prefix, _ := randomPrefix(d)
		questions[i] = roa.Question{Prefix: prefix, Origin: resource.ASN(1 + d.IntN(400_000))}
	}
	var read, load, ask []time.Duration
	for b.Loop() {
		began := time.Now()
		_, err := roa.Read(bytes.NewReader(file.Bytes()), now, questions[0])
		read = append(read, time.Since(began))
		require.NoError(b, err)
		began = time.Now()
		table, err := roa.Load(bytes.NewReader(file.Bytes()), now)
		load = append(load, time.Since(began))
		require.NoError(b, err)
		began = time.Now()
		_, err = table.Ask(questions...)
		ask = append(ask, time.Since(began))
		require.NoError(b, err)
	}
	slices.Sort(read)
	b.ReportMetric(float64(median(read).Milliseconds()), "read-ms")
	b.ReportMetric(float64((median(load) + median(ask) - median(read)).Milliseconds()), "beyond-ms")
	b.ReportMetric(float64(median(ask).Nanoseconds())/float64(len(questions)), "ns/question")
}
