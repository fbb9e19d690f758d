// Package qr carries a small file, such as a request or a response of package
// handoff, from one screen to another machine's camera: as QR codes, several
// where one would be too dense.
//
//	frames, err := qr.Encode(file, 80) // for a terminal of 80 columns
//	frames[0].Terminal()               // to print
//	frames[0].PNG()                    // to write
//
// Whatever reads the codes (a phone, a scanner, zbarimg) gives texts back, and
// [Collect] makes the file of them, in any order and with repetitions, or says
// which code is missing; [Missing] says it as numbers, while one scans.
//
// # Format
//
// The file is compressed with DEFLATE (RFC 1951) and a preset dictionary, the
// constant words in words.go, then written in base32 (RFC 4648 section 6,
// without padding) and cut into pieces of the same length but for the last.
// Each code holds one line of ASCII:
//
//	BYOASN-1/NUMBER/COUNT/FILE/PIECE/CHECK
//
// What its parts are:
//
//   - 1 is the version of this format.
//   - NUMBER is the code's, from 1 to COUNT, both decimal; COUNT is at most 99.
//   - FILE is the first 80 bits of the file's SHA-256, 16 letters of base32: it
//     tells the codes of two files apart, and proves that the file is whole.
//   - CHECK is the CRC-32 (IEEE) of all before its own slash, 7 letters of
//     base32: it finds what was mistyped or cut off.
//
// None of it proves who made the codes. That is for the file's own format, and
// for a digest that people compare.
//
// All letters are of QR's alphanumeric mode, at 5.5 bits each. Base45 would make
// codes 6% smaller, but has blanks, which apps and mail take out or fold.
//
// # Size
//
// The error correction is level M, which bears a damage of 15%. A code is at most
// version 13 for 80 columns: with its quiet zone 77 modules wide, a column each,
// and 39 lines high. Wider terminals, and pictures, may have up to version 20,
// 105 modules. An answer with one signature of an RSA 2048 key and its
// certificate is 5 codes at 80 columns and 2 at 105; a request for it, 1 code.
//
// The tests read pictures and terminals back with zbarimg. Level M rather than L
// costs a code more, and pays where a photograph is small: of simulated ones
// (turned, skewed, noisy, a glare over a fortieth of the code) with 2.5 pixels a
// module, zbarimg read 18 of 20 codes of version 13 at M and 7 at L; with 4
// pixels, 18 at either. Phones have not been measured.
//
// A file is at most 128 KiB, and what does not fit 99 codes is refused:
// such a file is carried as a file.
package qr
