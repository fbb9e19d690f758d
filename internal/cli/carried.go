package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/byoasn/byoasn/handoff"
	"github.com/byoasn/byoasn/handoff/qr"
	"github.com/byoasn/byoasn/problem"
)

// maxTexts is how much is read of what may be the texts of QR codes. Where it is
// not enough, neither is it for package qr, which says so.
const maxTexts = 1<<20 + 1

// carriedRequest reads a request, or the texts of its QR codes, and says which.
func (a *app) carriedRequest(path string) (request *handoff.Request, texts bool, err error) {
	data, texts, err := a.carried(path, max(handoff.MaxSize+1, maxTexts))
	if err != nil {
		return nil, false, err
	}
	if request, err = handoff.ParseRequest(data); err != nil {
		return nil, false, insteadOf("a request", data, inFile(path, err))
	}
	return request, texts, nil
}

// carriedResponse reads a response, or the texts of its QR codes.
func (a *app) carriedResponse(path string) (*handoff.Response, error) {
	data, _, err := a.carried(path, max(handoff.MaxSize+1, maxTexts))
	if err != nil {
		return nil, err
	}
	response, err := handoff.ParseResponse(data)
	if err != nil {
		return nil, insteadOf("a response", data, inFile(path, err))
	}
	return response, nil
}

// insteadOf adds to an error what was given instead of a file of ours.
func insteadOf(wanted string, data []byte, err error) error {
	_, label, found := bytes.Cut(data, []byte("-----BEGIN "))
	label, _, closed := bytes.Cut(label, []byte("-----"))
	if !found || !closed || len(label) > 40 || bytes.HasPrefix(bytes.TrimSpace(data), []byte("{")) {
		return err
	}
	return hint(err, fmt.Sprintf("that file holds a %s, not %s", strings.ToLower(problem.Visible(string(label))), wanted))
}

// carried reads a file that comes from the other machine: the file itself, or
// what a scanner made of its QR codes. Of a longer one it reads no more than most
// bytes: its parser says that it is too large.
func (a *app) carried(path string, most int64) (data []byte, texts bool, err error) {
	if data, err = a.readFirst(path, most); err != nil {
		return nil, false, err
	}
	switch {
	case isPicture(data):
		return nil, false, hint(fmt.Errorf("%s is a picture, and what is wanted is the text of the codes in it", inputName(path)),
			"zbarimg --raw -q PICTURES > codes.txt reads them all, and codes.txt is what to give")
	case !areCodes(data):
		return data, false, nil
	}
	if data, err = qr.Collect(string(data)); err != nil {
		return nil, false, inFile(path, err)
	}
	return data, true, nil
}

// readFirst reads the first bytes of a file, or of standard input for "-".
func (a *app) readFirst(path string, most int64) ([]byte, error) {
	return a.readAs(path, most, func(r io.Reader) io.Reader { return io.LimitReader(newText(r), most) })
}

// isPicture says whether a file is one of codes, not yet read: PNG, or a
// camera's JPEG.
func isPicture(data []byte) bool {
	return bytes.HasPrefix(data, []byte("\x89PNG\r\n")) || bytes.HasPrefix(data, []byte("\xff\xd8\xff"))
}

// areCodes says whether there is the text of a QR code in what is not JSON. Case
// is forgiven, and so are words around it: package qr says what is wrong there.
func areCodes(data []byte) bool {
	data = bytes.TrimSpace(bytes.TrimPrefix(data, []byte("\ufeff")))
	return !bytes.HasPrefix(data, []byte("{")) && bytes.Contains(bytes.ToUpper(data), []byte("BYOASN-"))
}

// inFile puts the file's name, and the stable name of what is wrong, before an
// error about a file.
func inFile(path string, err error) error {
	return fmt.Errorf("%s: %w", inputName(path), named(err))
}

// named puts the stable name of what is wrong before an error about what was
// carried.
func named(err error) error {
	if wrong, ok := errors.AsType[*problem.Problem](err); ok {
		return fmt.Errorf("%s: %w", wrong.ID, err)
	}
	return err
}
