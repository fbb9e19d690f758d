package qr

import (
	"bytes"
	"compress/flate"
	"crypto/sha256"

	"rsc.io/qr/coding"
)

// maxSize is the size of the largest file that is encoded or collected, in
// bytes: more than 99 of the largest codes hold, unless it repeats itself.
const maxSize = 128 << 10

// The codes' sizes. A code of version v has 17+4v modules a side (ISO/IEC 18004)
// and a quiet zone of 4 modules around it.
const (
	quiet = 4

	minVersion = 10 // 65 columns: smaller codes would be too many
	maxVersion = 20 // 105 columns: denser ones want a good camera

	usualColumns = 80

	// modeAndLength is how many bits stand before alphanumeric data in codes of
	// versions 10 to 26; of the data, 2 letters take 11.
	modeAndLength = 4 + 11
)

// Encode makes the codes for a file. None is wider, with its quiet zone, than so
// many columns of a terminal; 0 is for 80, and 65 is the least. More than 105
// are not made use of. Its error is a
// [*problem.Problem].
func Encode(file []byte, columns int) ([]Frame, error) {
	most, err := capacity(columns)
	if err != nil {
		return nil, err
	}
	if len(file) > maxSize {
		return nil, fail(tooLarge, asAFile, "the file has %d bytes, more than the %d that are put in codes", len(file), maxSize)
	}
	letters := alphabet.EncodeToString(compress(file))
	count := (len(letters) + most - 1) / most
	if count > maxFrames {
		return nil, fail(tooLarge, asAFile, "the file needs %d codes, more than the %d that are made", count, maxFrames)
	}
	each := (len(letters) + count - 1) / count
	frames := make([]Frame, count)
	for i := range frames {
		p := piece{i + 1, count, fileID(file), letters[i*each : min((i+1)*each, len(letters))]}
		frames[i] = Frame{p.number, p.count, p.String()}
	}
	return frames, nil
}

// asAFile is the fix for a file that does not fit.
const asAFile = "carry it as a file"

// capacity is how many letters of the file a code holds.
func capacity(columns int) (int, error) {
	if columns == 0 {
		columns = usualColumns
	}
	v := min((columns-2*quiet-17)/4, maxVersion)
	if v < minVersion {
		return 0, fail(TooNarrow, "make the terminal 80 wide, or write pictures", "%d columns are too narrow for the codes", columns)
	}
	bits := coding.Version(v).DataBytes(coding.M)*8 - modeAndLength
	return bits*2/11 - aroundPiece, nil
}

func fileID(file []byte) string {
	sum := sha256.Sum256(file)
	return alphabet.EncodeToString(sum[:fileLetters*5/8])
}

// compress cannot fail: the level is one that there is, and a buffer takes
// everything.
func compress(file []byte) []byte {
	var out bytes.Buffer
	w, err := flate.NewWriterDict(&out, flate.BestCompression, []byte(words))
	if err != nil {
		return nil
	}
	_, _ = w.Write(file)
	_ = w.Close()
	return out.Bytes()
}
