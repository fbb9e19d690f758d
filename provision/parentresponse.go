package provision

import (
	"bytes"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"encoding/xml"
	"errors"
	"io"
	"net/url"
	"strings"

	"github.com/byoasn/byoasn/problem"
)

// A ParentResponse is what a registry gives a certification authority that it
// delegates to (RFC 8183 section 5.2.2): where and under which names to ask for
// certificates, and the registry's trust anchor for that.
type ParentResponse struct {
	Version      string // "1"
	ServiceURI   string
	ChildHandle  string
	ParentHandle string
	TrustAnchor  []byte // the certificate parent_bpki_ta, in DER
}

// notParentResponse is the problem with a text that is no parent response.
const notParentResponse problem.ID = "not-a-parent-response"

// The namespace of RFC 8183 and the bounds of its schema (section 5, appendix A).
const (
	rpkiSetup     = "http://www.hactrn.net/uris/rpki/rpki-setup/"
	rpkiVersion   = "1"
	maxResponse   = 1 << 20 // bytes
	maxURI        = 4096
	maxTrust      = 512000 // characters of base64
	maxDepth      = 2
	maxAttributes = 8
)

// isHandle says whether a text is a handle of RFC 8183: [-_A-Za-z0-9/]{1,255}.
func isHandle(s string) bool {
	return s != "" && len(s) <= 255 && !strings.ContainsFunc(s, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && !strings.ContainsRune("-_/", r)
	})
}

// ParseParentResponse reads a registry's parent response strictly. Every other
// document, also of RFC 8183, is refused with a [*problem.Problem].
func ParseParentResponse(data []byte) (*ParentResponse, error) {
	if len(data) > maxResponse {
		return nil, notParent("", "is larger than 1 MiB")
	}
	r := &parentReader{decoder: xml.NewDecoder(bytes.NewReader(data))}
	for {
		token, err := r.decoder.Token()
		if errors.Is(err, io.EOF) {
			return r.end()
		}
		if err != nil {
			p := notParent("", "is no XML that can be read: "+problem.Clip(err.Error(), problem.MaxShown))
			p.Err = err
			return nil, p
		}
		if err := r.token(token); err != nil {
			return nil, err
		}
	}
}

// TrustAnchorPEM is the trust anchor as AWS takes it, with a newline at the end.
func (p *ParentResponse) TrustAnchorPEM() string {
	return string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: p.TrustAnchor}))
}

// A parentReader goes through the tokens of a parent response.
type parentReader struct {
	decoder  *xml.Decoder
	response *ParentResponse
	path     []string
	text     strings.Builder // of the element within
	anchors  int
	ended    bool
}

func (r *parentReader) token(token xml.Token) *problem.Problem {
	switch t := token.(type) {
	case xml.StartElement:
		return r.start(t)
	case xml.EndElement:
		return r.close()
	case xml.CharData:
		return r.characters(string(t))
	case xml.Directive:
		return notParent("", "has a document type, which RFC 8183 has not")
	}
	return nil
}

func (r *parentReader) start(t xml.StartElement) *problem.Problem {
	r.path = append(r.path, t.Name.Local)
	r.text.Reset()
	switch {
	case len(t.Attr) > maxAttributes:
		return notParent(t.Name.Local, "has too many attributes")
	case len(r.path) > maxDepth:
		return notParent(t.Name.Local, "is an element within another one's text")
	case t.Name.Space != rpkiSetup || r.ended:
		return notParent(t.Name.Local, "is an element where RFC 8183 has none, or in another namespace than "+rpkiSetup)
	case len(r.path) == 1:
		return r.root(t)
	}
	switch t.Name.Local {
	case "parent_bpki_ta":
		r.anchors++
	case "offer", "referral":
	default:
		return notParent(t.Name.Local, "is an element that a parent response has not")
	}
	return nil
}

// siblings are the other documents of RFC 8183, and what they are for.
var siblings = map[string]string{
	"child_request":       "the request that AWS made for the registry: hand it in there, and take what it gives back",
	"publisher_request":   "a request to a publication server",
	"repository_response": "the answer of a publication server, and not of the parent",
	"authorization":       "a referral to a publication server",
	"error":               "the registry's word that something is wrong with the request",
}

func (r *parentReader) root(t xml.StartElement) *problem.Problem {
	if what := siblings[t.Name.Local]; what != "" {
		return notParent(t.Name.Local, "is "+what)
	}
	if t.Name.Local != "parent_response" {
		return notParent(t.Name.Local, "is no document of RFC 8183")
	}
	r.response = &ParentResponse{}
	members := map[string]*string{"version": &r.response.Version, "service_uri": &r.response.ServiceURI,
		"child_handle": &r.response.ChildHandle, "parent_handle": &r.response.ParentHandle, "tag": new("")}
	for _, a := range t.Attr {
		switch member := members[a.Name.Local]; {
		case a.Name.Space == "xmlns" || a.Name.Local == "xmlns":
		case a.Name.Space != "" || member == nil:
			return notParent(a.Name.Local, "is an attribute that a parent response has not")
		default:
			*member = a.Value
		}
	}
	return nil
}

func (r *parentReader) characters(text string) *problem.Problem {
	if len(r.path) == maxDepth {
		r.text.WriteString(text)
		return nil
	}
	if stray := strings.TrimLeft(text, " \t\r\n\ufeff"); stray != "" {
		return notParent(stray, "is text where there is none in a parent response")
	}
	return nil
}

func (r *parentReader) close() *problem.Problem {
	element := r.path[len(r.path)-1]
	r.path = r.path[:len(r.path)-1]
	if len(r.path) == 0 {
		r.ended = true
		return nil
	}
	if element != "parent_bpki_ta" {
		return nil
	}
	text := strings.Join(strings.Fields(r.text.String()), "")
	if len(text) > maxTrust {
		return notParent("", "has a parent_bpki_ta that is too long")
	}
	der, err := base64.StdEncoding.DecodeString(text)
	if err == nil {
		_, err = x509.ParseCertificate(der)
	}
	if err != nil {
		return notParent("", "has a parent_bpki_ta that is not a certificate in base64: "+problem.Clip(err.Error(), problem.MaxShown))
	}
	r.response.TrustAnchor = der
	return nil
}

func (r *parentReader) end() (*ParentResponse, error) {
	switch p := r.response; {
	case !r.ended:
		return nil, notParent("", "is no XML of RFC 8183: it has no element")
	case r.anchors != 1:
		return nil, notParent("", "has not one parent_bpki_ta")
	case p.Version != rpkiVersion:
		return nil, notParent(p.Version, "is the version, and RFC 8183 has 1 alone")
	case !isHandle(p.ChildHandle):
		return nil, notParent(p.ChildHandle, "is no child_handle: letters, digits, - _ and /, up to 255")
	case !isHandle(p.ParentHandle):
		return nil, notParent(p.ParentHandle, "is no parent_handle: letters, digits, - _ and /, up to 255")
	case !serviceURI(p.ServiceURI):
		return nil, notParent("", "has a service_uri that is no http or https URL without a user")
	}
	return r.response, nil
}

// serviceURI says whether a text is the URL of an up-down service (RFC 6492
// section 3, over HTTP).
func serviceURI(s string) bool {
	u, err := url.Parse(s)
	return err == nil && len(s) <= maxURI && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && u.User == nil
}

func notParent(seen, what string) *problem.Problem {
	return &problem.Problem{ID: notParentResponse, Field: "the parent response", Seen: seen, What: what,
		Fix: "take the <parent_response> that the registry gives for a delegated RPKI (RFC 8183 section 5.2.2)"}
}
