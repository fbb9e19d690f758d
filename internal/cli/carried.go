package cli

import (
	"bytes"
	"errors"
	"fmt"

	"github.com/byoasn/byoasn/handoff"
	"github.com/byoasn/byoasn/handoff/qr"
)

// maxCarried is a byte more than the larger of both files, so that its parser
// says that it is too large.
const maxCarried = handoff.MaxResponseSize + 1

// carriedRequest reads a request, or the texts of its QR codes.
func (a *app) carriedRequest(path string) (*handoff.Request, error) {
	data, err := a.carried(path)
	if err != nil {
		return nil, err
	}
	request, err := handoff.ParseRequest(data)
	if err != nil {
		return nil, inFile(path, err)
	}
	return request, nil
}

// carriedResponse reads a response, or the texts of its QR codes.
func (a *app) carriedResponse(path string) (*handoff.Response, error) {
	data, err := a.carried(path)
	if err != nil {
		return nil, err
	}
	response, err := handoff.ParseResponse(data)
	if err != nil {
		return nil, inFile(path, err)
	}
	return response, nil
}

// carried reads a file that comes from the other machine: the file itself, or
// what a scanner made of its QR codes.
func (a *app) carried(path string) ([]byte, error) {
	data, err := a.readUpTo(path, maxCarried)
	if err != nil || !areCodes(data) {
		return data, err
	}
	file, err := qr.Collect(string(data))
	if err != nil {
		return nil, inFile(path, err)
	}
	return file, nil
}

// areCodes says whether a text begins as the text of a QR code does, or as
// zbarimg prints it. JSON does not.
func areCodes(data []byte) bool {
	data = bytes.TrimSpace(data)
	return bytes.HasPrefix(data, []byte("BYOASN-")) || bytes.HasPrefix(data, []byte("QR-Code:"))
}

// inFile puts the file's name, and the stable name of what is wrong, before an
// error about a file.
func inFile(path string, err error) error {
	return fmt.Errorf("%s: %w", inputName(path), named(err))
}

// named puts the stable name of what is wrong before an error about what was
// carried.
func named(err error) error {
	var wrong *handoff.Error
	var code *qr.Error
	switch {
	case errors.As(err, &wrong):
		return fmt.Errorf("%s: %w", wrong.ID, err)
	case errors.As(err, &code):
		return fmt.Errorf("%s: %w", code.ID, err)
	}
	return err
}
