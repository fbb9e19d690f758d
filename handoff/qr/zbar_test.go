package qr_test

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/handoff/qr"
)

// zbarimg reads the codes in pictures, and skips the test where there is no
// such program, but in CI. It is in Debian's zbar-tools.
func zbarimg(t *testing.T, args []string, pictures ...[]byte) string {
	t.Helper()
	if _, err := exec.LookPath("zbarimg"); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("CI has no zbarimg (zbar-tools)")
		}
		t.Skip("no zbarimg here")
	}
	dir := t.TempDir()
	for i, picture := range pictures {
		name := filepath.Join(dir, strconv.Itoa(i)+".png")
		require.NoError(t, os.WriteFile(name, picture, 0o600))
		args = append(args, name)
	}
	cmd := exec.Command("zbarimg", append([]string{"--quiet"}, args...)...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	require.NoError(t, err, stderr.String())
	return string(out)
}

func pictures(frames []qr.Frame) [][]byte {
	var all [][]byte
	for _, f := range frames {
		all = append(all, f.PNG())
	}
	return all
}

func TestAScannerReadsThePictures(t *testing.T) {
	for _, name := range []string{"request.json", "response.json"} {
		for _, columns := range []int{65, 80, 105} {
			file := readFile(t, name)
			frames := encode(t, file, columns)
			scanned := zbarimg(t, []string{"--raw"}, pictures(frames)...)
			require.Equal(t, len(frames), strings.Count(scanned, "\n"))
			for _, f := range frames {
				require.Contains(t, scanned, f.Text+"\n")
			}
			got, err := qr.Collect(scanned)
			require.NoError(t, err)
			require.Equal(t, string(file), string(got))
		}
	}
}

func TestAScannerReadsEverySizeOfCode(t *testing.T) {
	random := rand.NewChaCha8([32]byte{1})
	for size := 1; size < 600; size += 23 {
		file := make([]byte, size)
		_, err := random.Read(file)
		require.NoError(t, err)
		frames := encode(t, file, 105)
		require.LessOrEqual(t, len(frames), 2)
		got, err := qr.Collect(zbarimg(t, nil, pictures(frames)...)) // with its prefix
		require.NoError(t, err, "%d bytes", size)
		require.Equal(t, file, got)
	}
}

// shot is a picture of a terminal that shows a text: two modules a character,
// which light or dark colours of the terminal's do not change.
func shot(t *testing.T, text string) []byte {
	t.Helper()
	const scale = 4
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	inked := map[rune][2]bool{' ': {false, false}, '▀': {true, false}, '▄': {false, true}, '█': {true, true}}
	var img *image.Gray
	for y, line := range lines {
		line, found := strings.CutPrefix(line, "\x1b[0;30;47;107m")
		require.True(t, found)
		line, found = strings.CutSuffix(line, "\x1b[0m")
		require.True(t, found)
		cells := []rune(line)
		if img == nil {
			img = image.NewGray(image.Rect(0, 0, len(cells)*scale, 2*len(lines)*scale))
		}
		require.Len(t, cells, img.Rect.Dx()/scale)
		for x, cell := range cells {
			require.Contains(t, inked, cell)
			for i := range 2 * scale * scale {
				px, py := x*scale+i%scale, 2*y*scale+i/scale
				if !inked[cell][i/scale/scale] {
					img.SetGray(px, py, color.Gray{Y: 170})
				}
			}
		}
	}
	var out bytes.Buffer
	require.NoError(t, png.Encode(&out, img))
	return out.Bytes()
}

func TestAScannerReadsTheTerminal(t *testing.T) {
	file := readFile(t, "response.json")
	for _, columns := range []int{65, 80, 105} {
		var shots [][]byte
		for _, f := range encode(t, file, columns) {
			drawn := f.Terminal()
			require.LessOrEqual(t, len([]rune(strings.SplitN(drawn, "\n", 2)[0])), columns+len("\x1b[0;30;47;107m\x1b[0m"))
			shots = append(shots, shot(t, drawn))
		}
		got, err := qr.Collect(zbarimg(t, []string{"--raw"}, shots...))
		require.NoError(t, err)
		require.Equal(t, string(file), string(got))
	}
}

func TestAScannerReadsASoiledPicture(t *testing.T) {
	file := readFile(t, "response.json")
	var soiled [][]byte
	for _, f := range encode(t, file, 80) {
		img, err := png.Decode(bytes.NewReader(f.PNG()))
		require.NoError(t, err)
		blot := image.NewGray(img.Bounds())
		side := img.Bounds().Dx()
		for y := range side {
			for x := range side {
				blot.Set(x, y, img.At(x, y))
				if dx, dy := x-side/2, y-side/2; dx*dx+dy*dy < side*side/196 { // a fourteenth of the width
					blot.Set(x, y, color.White)
				}
			}
		}
		var out bytes.Buffer
		require.NoError(t, png.Encode(&out, blot))
		soiled = append(soiled, out.Bytes())
	}
	got, err := qr.Collect(zbarimg(t, []string{"--raw"}, soiled...))
	require.NoError(t, err)
	require.Equal(t, string(file), string(got))
}
