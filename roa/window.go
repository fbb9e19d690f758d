package roa

import "io"

// A window is the part of a file that is looked at. It grows where an entry
// does not fit, up to maxValue.
type window struct {
	src        *source
	in         io.Reader // buffers src
	buffer     []byte
	start, end int
	offset     int64 // of start in the file
	ended      bool
}

// windowSize is a compromise: the processor's caches hold it, and it seldom has
// to be refilled.
const windowSize = 128 << 10

// newWindow begins with bytes that were read from in already.
func newWindow(src *source, in io.Reader, read []byte, offset int64) *window {
	w := &window{src: src, in: in, buffer: make([]byte, max(windowSize, len(read))), offset: offset}
	w.end = copy(w.buffer, read)
	return w
}

// rest is what is there and was not advanced past.
func (w *window) rest() []byte { return w.buffer[w.start:w.end] }

func (w *window) advance(n int) {
	w.start += n
	w.offset += int64(n)
}

// full says whether the rest is as large as it may be.
func (w *window) full() bool { return w.end-w.start >= maxValue }

// more reads more of the file behind the rest, which may move. It says no at
// the file's end, and when the window is full. Why a read failed, the source
// knows.
func (w *window) more() bool {
	if w.ended || w.full() {
		return false
	}
	switch {
	case w.end < len(w.buffer):
	case w.start > 0:
		w.end = copy(w.buffer, w.rest())
		w.start = 0
	default:
		w.buffer = append(w.buffer, make([]byte, len(w.buffer))...)
	}
	w.src.since = 0
	n, err := io.ReadAtLeast(w.in, w.buffer[w.end:], 1)
	w.end += n
	w.ended = err != nil
	return n > 0
}

// fill sees to it that so much is there, if the file has it.
func (w *window) fill(n int) {
	for w.end-w.start < n && w.more() {
	}
}

// double reads as much again as is there, so that looking at the whole again
// and again costs little. It says whether there is more.
func (w *window) double() bool {
	before := w.end - w.start
	w.fill(2 * before)
	return w.end-w.start > before
}
