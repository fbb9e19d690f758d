package cli_test

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"strings"
)

// awsCommand stands in for the AWS CLI: it makes the request of EC2's Query protocol
// that its arguments stand for, to the double at $AWS_ENDPOINT_URL, and prints the
// answer as --output json does.
func awsCommand() {
	if err := awsRun(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(254)
	}
}

// ipams is what describe-ipams answers, which the double does not play.
const ipams = `{"Ipams": [{"OwnerId": "123456789012", "IpamId": "ipam-0123456789abcdef0", "IpamRegion": "us-east-1", "State": "create-complete", "Tier": "advanced"}]}`

func awsRun(args []string) error {
	if len(args) < 2 || args[0] != "ec2" {
		return fmt.Errorf("aws: error: not played: %v", args)
	}
	if args[1] == "describe-ipams" {
		_, err := fmt.Println(ipams)
		return err
	}
	form := url.Values{"Version": {"2016-11-15"}, "Action": {pascal(args[1])}}
	for i := 2; i+1 < len(args); i += 2 {
		switch name := pascal(strings.TrimPrefix(args[i], "--")); {
		case !strings.HasPrefix(args[i], "--"):
			return fmt.Errorf("aws: error: argument %s is not played", args[i])
		case name == "Output" && args[i+1] != "json":
			return fmt.Errorf("aws: error: only json is played")
		case strings.HasSuffix(name, "AuthorizationContext"):
			m, s, _ := strings.Cut(strings.TrimPrefix(args[i+1], "Message="), ",Signature=")
			form.Set(name+".Message", m)
			form.Set(name+".Signature", s)
		case name != "Region" && name != "Output":
			form.Set(name, args[i+1])
		}
	}
	request, err := http.NewRequest(http.MethodPost, os.Getenv("AWS_ENDPOINT_URL"), strings.NewReader(form.Encode()))
	if err != nil {
		return err
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261123/us-east-1/ec2/aws4_request, SignedHeaders=host, Signature=0")
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		return err
	}
	if answer.StatusCode != http.StatusOK {
		return fmt.Errorf("An error occurred when calling the %s operation: %s", pascal(args[1]), text)
	}
	var e element
	if err := xml.Unmarshal(text, &e); err != nil {
		return err
	}
	out := json.NewEncoder(os.Stdout)
	out.SetIndent("", "    ")
	return out.Encode(e.value())
}

func pascal(kebab string) string {
	var out strings.Builder
	for word := range strings.SplitSeq(kebab, "-") {
		out.WriteString(strings.ToUpper(word[:min(1, len(word))]) + word[min(1, len(word)):])
	}
	return out.String()
}

// An element is one of an answer in XML.
type element struct {
	XMLName  xml.Name
	Text     string    `xml:",chardata"`
	Children []element `xml:",any"`
}

// value is the element as JSON has it.
func (e element) value() any {
	isList := strings.HasSuffix(e.XMLName.Local, "Set")
	if len(e.Children) == 0 && !isList {
		return strings.TrimSpace(e.Text)
	}
	if isList {
		list := []any{}
		for _, child := range e.Children {
			list = append(list, child.value())
		}
		return list
	}
	object := map[string]any{}
	for _, child := range e.Children {
		if name := child.XMLName.Local; name != "requestId" {
			if base, found := strings.CutSuffix(name, "Set"); found {
				name = base + "s"
			}
			object[pascal(name)] = child.value()
		}
	}
	return object
}
