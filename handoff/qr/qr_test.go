package qr_test

import (
	"bytes"
	"compress/flate"
	"crypto/sha256"
	"encoding/base32"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/handoff/qr"
	"github.com/byoasn/byoasn/problem"
)

// maxSize is the largest file, as the package comment says.
const maxSize = 128 << 10

// readFile reads a file of package handoff's tests.
func readFile(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "testdata", name))
	require.NoError(t, err)
	return data
}

func encode(t testing.TB, file []byte, columns int) []qr.Frame {
	t.Helper()
	frames, err := qr.Encode(file, columns)
	require.NoError(t, err)
	require.NotEmpty(t, frames)
	for i, f := range frames {
		require.Equal(t, i+1, f.Number)
		require.Equal(t, len(frames), f.Count)
	}
	return frames
}

func texts(frames []qr.Frame) []string {
	var all []string
	for _, f := range frames {
		all = append(all, f.Text)
	}
	return all
}

func refused(t testing.TB, want problem.ID, err error) *problem.Problem {
	t.Helper()
	var e *problem.Problem
	require.ErrorAs(t, err, &e)
	require.Equal(t, want, e.ID, err.Error())
	require.Contains(t, qr.IDs(), want)
	return e
}

var letters = base32.StdEncoding.WithPadding(base32.NoPadding)

// forged is a code with a right check.
func forged(number, count, file, piece string) string {
	text := fmt.Sprintf("BYOASN-1/%s/%s/%s/%s", number, count, file, piece)
	sum := binary.BigEndian.AppendUint32(nil, crc32.ChecksumIEEE([]byte(text)))
	return text + "/" + letters.EncodeToString(sum)
}

// pieceOf is what the one code of a small file holds of it.
func pieceOf(t testing.TB, file []byte) string {
	t.Helper()
	frames := encode(t, file, 0)
	require.Len(t, frames, 1)
	return strings.Split(frames[0].Text, "/")[4]
}

// id names a file.
func id(file []byte) string {
	sum := sha256.Sum256(file)
	return letters.EncodeToString(sum[:10])
}

func TestFewCodesAreEnough(t *testing.T) {
	for _, test := range []struct {
		file          string
		columns, want int
	}{
		{"request.json", 65, 2}, {"request.json", 80, 1}, {"request.json", 105, 1},
		{"example-response.json", 65, 7}, {"example-response.json", 80, 5}, {"example-response.json", 105, 2},
		{"response.json", 65, 9}, {"response.json", 80, 6}, {"response.json", 105, 3},
	} {
		frames := encode(t, readFile(t, test.file), test.columns)
		require.LessOrEqual(t, len(frames), test.want, "%s at %d columns", test.file, test.columns)
	}
}

func TestCollectTakesCodesInAnyOrderAndAgain(t *testing.T) {
	file := readFile(t, "response.json")
	all := texts(encode(t, file, 0))
	backwards := slices.Clone(all)
	slices.Reverse(backwards)
	folded := strings.Join(all, "\n")
	for i := 60; i < len(folded); i += 61 {
		folded = folded[:i] + "\r\n\t" + folded[i:]
	}
	for name, given := range map[string][]string{
		"in order":              all,
		"backwards":             backwards,
		"each twice":            append(slices.Clone(all), backwards...),
		"in one text":           {strings.Join(all, "\n")},
		"run together":          {strings.Join(all, "")},
		"folded by mail":        {folded},
		"with zbarimg's prefix": {"QR-Code:" + strings.Join(all, "\nQR-Code:") + "\n"},
		"in lower case":         {strings.ToLower(strings.Join(all, "\n"))},
		"with empty texts":      append([]string{"", "\n"}, all...),
	} {
		got, err := qr.Collect(given...)
		require.NoError(t, err, name)
		require.Equal(t, string(file), string(got), name)
	}
}

func TestCollectNamesTheMissingCodes(t *testing.T) {
	all := texts(encode(t, readFile(t, "response.json"), 105))
	_, err := qr.Collect(all[0], all[2])
	require.EqualError(t, err, "code 2 of 3 is missing; scan the rest, in any order")
	refused(t, qr.Incomplete, err)
	numbers, of := qr.Missing(all[0], all[2])
	require.Equal(t, []int{2}, numbers)
	require.Equal(t, 3, of)
	numbers, of = qr.Missing(all...)
	require.Empty(t, numbers)
	require.Equal(t, 3, of)
	for _, none := range [][]string{nil, {"x"}, {all[0], encode(t, readFile(t, "request.json"), 105)[0].Text}} {
		numbers, of = qr.Missing(none...)
		require.Empty(t, numbers)
		require.Zero(t, of)
	}
	_, err = qr.Collect(all[1])
	require.EqualError(t, err, "codes 1, 3 of 3 are missing; scan the rest, in any order")
}

func TestCollectRefuses(t *testing.T) {
	request, response := readFile(t, "request.json"), readFile(t, "response.json")
	one, all := encode(t, request, 0)[0].Text, texts(encode(t, response, 105))
	file, packed := id(request), pieceOf(t, request)
	raw, err := letters.DecodeString(packed)
	require.NoError(t, err)
	small := []byte("a") // and a code whose last letter has spare bits
	for len(pieceOf(t, small))%8 == 0 {
		small = append(small, byte(len(small)))
	}
	spare := pieceOf(t, small)
	bomb := func(size int) string { // unpacks to so many bytes
		var out bytes.Buffer
		w, err := flate.NewWriter(&out, flate.BestCompression)
		require.NoError(t, err)
		_, err = w.Write(make([]byte, size))
		require.NoError(t, err)
		require.NoError(t, w.Close())
		return letters.EncodeToString(out.Bytes())
	}
	for name, test := range map[string]struct {
		id    problem.ID
		texts []string
	}{
		"nothing":                               {"no-code", nil},
		"white space":                           {"no-code", []string{" \n", ""}},
		"another code's text":                   {"not-a-code", []string{"https://example.net/"}},
		"words before a code":                   {"not-a-code", []string{"here it is: " + one}},
		"too few parts":                         {"not-a-code", []string{"BYOASN-1/1/1/" + file}},
		"too many parts":                        {"not-a-code", []string{one + "/X"}},
		"a later version":                       {"later-version", []string{"BYOASN-2/anything"}},
		"a version that never was":              {"not-a-code", []string{"BYOASN-0" + one[8:]}},
		"a quote before a code":                 {"not-a-code", []string{`"` + one + `"`}},
		"a letter changed":                      {"damaged", []string{one[:60] + "7" + one[61:]}},
		"cut short":                             {"damaged", []string{one[:len(one)-1]}},
		"a number in another spelling":          {"damaged", []string{forged("01", "1", file, packed)}},
		"a sign":                                {"damaged", []string{forged("+1", "1", file, packed)}},
		"code 0":                                {"not-a-code", []string{forged("0", "1", file, packed)}},
		"code 2 of 1":                           {"not-a-code", []string{forged("2", "1", file, packed)}},
		"a negative number":                     {"not-a-code", []string{forged("-1", "1", file, packed)}},
		"a billion codes":                       {"not-a-code", []string{forged("1", "1000000000", file, packed)}},
		"a number past all integers":            {"damaged", []string{forged("1", "99999999999999999999", file, packed)}},
		"an empty piece":                        {"not-a-code", []string{forged("1", "1", file, "")}},
		"another file's name":                   {"bad-file", []string{forged("1", "1", id(response), packed)}},
		"a short name":                          {"not-a-code", []string{forged("1", "1", file[1:], packed)}},
		"letters that are no base32":            {"bad-file", []string{forged("1", "1", file, "0189")}},
		"more after the file's end":             {"bad-file", []string{forged("1", "1", file, letters.EncodeToString(append(bytes.Clone(raw), 0)))}},
		"spare bits in the last letter":         {"bad-file", []string{forged("1", "1", id(small), spare[:len(spare)-1]+string(spare[len(spare)-1]+1))}},
		"half of the file":                      {"bad-file", []string{forged("1", "1", file, packed[:200])}},
		"codes of two files":                    {"two-files", []string{one, all[0]}},
		"codes of two files with one code each": {"two-files", []string{one, encode(t, []byte("another"), 0)[0].Text}},
		"codes of two files that go together":   {"two-files", []string{forged("1", "2", file, packed[:200]), forged("2", "2", id(response), packed[200:])}},
		"two numbers of codes":                  {"two-files", []string{one, forged("1", "2", file, packed)}},
		"one code with two contents":            {"conflict", []string{all[0], forged("1", "3", id(response), "AAAA")}},
		"a bomb":                                {"too-large", []string{forged("1", "1", file, bomb(20<<20))}},
		"one byte more than is unpacked":        {"too-large", []string{forged("1", "1", file, bomb(maxSize+1))}},
		"a megabyte of text":                    {"too-large", []string{strings.Repeat(" ", 1<<20), one}},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := qr.Collect(test.texts...)
			refused(t, test.id, err)
			require.Nil(t, got)
		})
	}
	_, err = qr.Collect("Here they are:\n" + one)
	require.EqualError(t, err, `"Heretheyare:" is no code, and stands before the first; leave in only the codes, which begin with BYOASN-1`)
	zeros := make([]byte, maxSize)
	got, err := qr.Collect(forged("1", "1", id(zeros), bomb(maxSize)))
	require.NoError(t, err, "the largest")
	require.Equal(t, zeros, got)
}

func TestEveryChangedLetterIsNoticed(t *testing.T) {
	file := readFile(t, "request.json")
	text := encode(t, file, 0)[0].Text
	for i := range len(text) {
		for _, changed := range []string{text[:i] + text[i+1:], text[:i+1] + text[i:]} {
			harmless(t, file, changed)
		}
		for bit := range 8 {
			flipped := []byte(text)
			flipped[i] ^= 1 << bit
			harmless(t, file, string(flipped))
		}
	}
}

// harmless asserts that a changed code makes the same file or none.
func harmless(t *testing.T, file []byte, text string) {
	t.Helper()
	if got, err := qr.Collect(text); err == nil {
		require.Equal(t, file, got)
	}
}

func TestEncodeRefuses(t *testing.T) {
	_, err := qr.Encode([]byte("a"), 64)
	refused(t, qr.TooNarrow, err)
	_, err = qr.Encode([]byte("a"), -1)
	refused(t, qr.TooNarrow, err)
	_, err = qr.Encode(make([]byte, maxSize+1), 80)
	refused(t, "too-large", err)
	_, err = qr.Encode(noise(t, 60000), 105)
	require.ErrorContains(t, err, "the file needs 104 codes, more than the 99")
	refused(t, "too-large", err)
}

// noise does not compress.
func noise(t testing.TB, size int) []byte {
	t.Helper()
	var b []byte
	for i := 0; len(b) < size; i++ {
		sum := sha256.Sum256(binary.BigEndian.AppendUint32(nil, uint32(i)))
		b = append(b, sum[:]...)
	}
	return b[:size]
}

func TestEverySizeOfFileComesBack(t *testing.T) {
	for size := 0; size < 57000; size = size*2 + 1 {
		for _, file := range [][]byte{noise(t, size), make([]byte, size)} {
			for _, columns := range []int{0, 105, 10000} {
				frames, err := qr.Encode(file, columns)
				if size > 20000 && columns == 0 && err != nil {
					refused(t, "too-large", err)
					continue
				}
				require.NoError(t, err)
				got, err := qr.Collect(texts(frames)...)
				require.NoError(t, err)
				require.True(t, bytes.Equal(file, got), "%d bytes at %d columns", size, columns)
			}
		}
	}
}

func TestNoCodeIsWiderThanItMayBe(t *testing.T) {
	width := func(f qr.Frame) int {
		line, _, _ := strings.Cut(strings.TrimPrefix(f.Terminal(), "\x1b[0;30;47;107m"), "\x1b")
		return len([]rune(line))
	}
	for columns, widest := range map[int]int{0: 77, 68: 65, 1000: 105} {
		reached := 0
		for size := 130; size < 620; size += 3 {
			reached = max(reached, width(encode(t, noise(t, size), columns)[0]))
		}
		require.Equal(t, widest, reached, "%d columns", columns)
	}
	most := 0 // of ten full codes, whose numbers are longest
	for size := 2600; size < 2760; size++ {
		frames := encode(t, noise(t, size), 0)
		most = max(most, len(frames[0].Text))
		require.LessOrEqual(t, width(frames[0]), 77)
	}
	require.InDelta(t, 483, most, 2, "letters in version 13 at level M (ISO/IEC 18004 table 7)")
}

func FuzzCollect(f *testing.F) {
	var seeds []string
	for _, name := range []string{"request.json", "response.json"} {
		all := texts(encode(f, readFile(f, name), 0))
		seeds = append(seeds, all...)
		seeds = append(seeds, strings.Join(all, "\n"))
	}
	require.NotEmpty(f, seeds)
	for _, seed := range seeds {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		file, err := qr.Collect(text)
		if err != nil {
			var e *problem.Problem
			require.ErrorAs(t, err, &e)
			require.NotEmpty(t, e.What)
			require.Nil(t, file)
			return
		}
		require.LessOrEqual(t, len(file), maxSize)
		frames, err := qr.Encode(file, 105)
		require.NoError(t, err)
		again, err := qr.Collect(texts(frames)...)
		require.NoError(t, err)
		require.Equal(t, file, again)
	})
}
