package provisiontest

import (
	"encoding/xml"
	"fmt"
	"io"
	"net/http"
	"strings"
)

const (
	namespace = "http://ec2.amazonaws.com/doc/2016-11-15/"
	requestID = "59dbff89-35bd-4eac-99ed-be587EXAMPLE"
	mostBody  = 1 << 20
)

// A failure is an error of EC2's.
type failure struct {
	status        int
	code, message string
}

func missing(parameter string) *failure {
	return &failure{http.StatusBadRequest, "MissingParameter", "The request must contain the parameter " + parameter}
}

func invalid(parameter, value, why string) *failure {
	return &failure{http.StatusBadRequest, "InvalidParameterValue", fmt.Sprintf("Value (%s) for parameter %s is invalid: %s", value, parameter, why)}
}

func incorrect(what string) *failure {
	return &failure{http.StatusBadRequest, "IncorrectState", what}
}

// statusOf is the status with which AWS sends an error.
func statusOf(code string) int {
	switch {
	case code == "InternalError" || code == "InternalFailure":
		return http.StatusInternalServerError
	case code == "Unavailable" || code == "RequestLimitExceeded" || strings.HasPrefix(code, "Throttl"):
		return http.StatusServiceUnavailable
	case code == "UnauthorizedOperation" || strings.HasPrefix(code, "AccessDenied"):
		return http.StatusForbidden
	case code == "AuthFailure":
		return http.StatusUnauthorized
	}
	return http.StatusBadRequest
}

// unsound says what makes a request none to EC2, and reads its parameters.
func unsound(req *http.Request) *failure {
	req.Body = http.MaxBytesReader(nil, req.Body, mostBody)
	switch err := req.ParseForm(); {
	case req.Method != http.MethodPost || err != nil:
		return &failure{http.StatusBadRequest, "MalformedQueryString", "it is not a POST with parameters"}
	case !strings.HasPrefix(req.Header.Get("Authorization"), "AWS4-HMAC-SHA256 Credential="):
		return &failure{http.StatusUnauthorized, "AuthFailure", "AWS was not able to validate the provided access credentials"}
	case req.PostForm.Get("Version") != "2016-11-15":
		return &failure{http.StatusBadRequest, "NoSuchVersion", "The requested version does not exist"}
	}
	return nil
}

// write sends the error.
func (f *failure) write(w http.ResponseWriter) {
	type item struct{ Code, Message string }
	writeXML(w, f.status, "Response", struct {
		Errors    struct{ Error item }
		RequestID string
	}{struct{ Error item }{item{f.code, f.message}}, requestID})
}

func writeXML(w http.ResponseWriter, status int, name string, answer any) {
	var body strings.Builder
	start := xml.StartElement{Name: xml.Name{Local: name}}
	if status == http.StatusOK {
		start.Attr = []xml.Attr{{Name: xml.Name{Local: "xmlns"}, Value: namespace}}
	}
	_ = xml.NewEncoder(&body).EncodeElement(answer, start) // structures of texts do not fail
	w.Header().Set("Content-Type", "text/xml;charset=UTF-8")
	w.Header().Set("X-Amzn-Requestid", requestID)
	w.WriteHeader(status)
	_, _ = io.WriteString(w, xml.Header+body.String()) // a client that went away reads nothing
}
