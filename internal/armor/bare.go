package armor

import "encoding/base64"

// bare adds the stretches between two offsets that have no marker: DER structures
// of 256 to 16383 bytes, which begin 30 82 and say how long they are.
func (t *text) bare(found []Stretch, from, to int) []Stretch {
	first, last := t.index(from), t.index(to)
	for at := first; at < last; {
		end := at
		for end < last && isLetter(t.squeezed[end]) {
			end++
		}
		found = t.bareIn(found, at, end, last)
		at = end + 1
	}
	return found
}

// bareIn looks through one run of base64's letters.
func (t *text) bareIn(found []Stretch, at, end, last int) []Stretch {
	for at+minWord <= end {
		letters, padding := bareSize(t.squeezed[at:end])
		if letters == 0 || at+letters > end || !t.beginsWord(at) {
			at++
			continue
		}
		stop := at + letters
		if stop == end {
			for padding > 0 && stop < last && t.squeezed[stop] == '=' {
				stop, padding = stop+1, padding-1
			}
		}
		start, over := t.offset(at), t.end(stop)
		found = append(found, t.stretch(start, start, over, over))
		at = stop
	}
	return found
}

// beginsWord says whether no letter stands right before an index of squeezed.
func (t *text) beginsWord(at int) bool {
	return at == 0 || !t.adjacent(at) || !isLetter(t.squeezed[at-1])
}

// bareSize returns how many letters and how much padding the DER structure takes
// that they begin, or 0.
func bareSize(letters []byte) (size, padding int) {
	if len(letters) < 8 || string(letters[:3]) != "MII" {
		return 0, 0
	}
	var header [6]byte
	if _, err := base64.StdEncoding.Decode(header[:], letters[:8]); err != nil {
		return 0, 0
	}
	if inner := header[4]; inner != 0x30 && inner != 0x02 && inner != 0x06 {
		return 0, 0 // neither a key nor a certificate nor PKCS#7
	}
	der := 4 + int(header[2])<<8 + int(header[3])
	padding = (3 - der%3) % 3
	return (der+2)/3*4 - padding, padding
}
