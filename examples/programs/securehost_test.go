package programs

import (
	"crypto"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/byoasn/byoasn/handoff"
	"github.com/byoasn/byoasn/message"
)

// secureHost is a user interface of one's own on the machine that has the key: it
// refuses before a human is asked, shows what will be signed, and has the digest
// compared by eye. The response goes back; the log stays.
func secureHost(file []byte, signer crypto.Signer, ask func(string) bool, log io.Writer, now time.Time) ([]byte, error) {
	request, err := handoff.ParseRequest(file)
	if err != nil {
		return nil, err
	}
	if err := request.Check(signer.Public(), nil, now); err != nil {
		return nil, err
	}
	for _, item := range request.Items(now) {
		if !ask(item.String()) {
			return nil, errors.New("not confirmed")
		}
	}
	if !ask("The other screen shows " + strings.Join(groups(request.Digest()), " ")) {
		return nil, errors.New("it is another request")
	}
	response, err := handoff.Respond(signer, nil, request, now)
	if err != nil {
		return nil, err
	}
	if _, err := log.Write(response.AuditLines(now)); err != nil {
		return nil, err
	}
	return response.Marshal(), nil
}

func groups(d handoff.Digest) []string {
	g := d.Groups()
	return g[:]
}

func Example_secureHost() {
	_, m, _ := published()
	request := must(handoff.NewRequest([]message.Message{m}, handoff.Options{}))
	var log strings.Builder
	asked := 0
	file, err := secureHost(request.Marshal(), key(), func(string) bool { asked++; return true }, &log, day)
	fmt.Println(asked, err, strings.Count(log.String(), "\n"))
	accepted, err := handoff.Accept(request, must(handoff.ParseResponse(file)), day)
	fmt.Println(accepted.Signed[0].Message, err)
	_, err = secureHost(request.Marshal(), key(), nil, &log, day.AddDate(1, 0, 0)) // nobody is asked
	fmt.Println(errors.Is(err, handoff.Expired))
	// Output:
	// 2 <nil> 1
	// 1|aws|123456789012|3333|20261231|SHA256|RSAPSS <nil>
	// true
}
