package handoff_test

import (
	"crypto/rsa"
	"fmt"
	"time"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/handoff"
	"github.com/byoasn/byoasn/message"
	"github.com/byoasn/byoasn/resource"
)

func ExampleRequest_Items() {
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	m, _ := message.New(message.Fields{Account: "123456789012", Resource: resource.OfASN(3333)}, now)
	request, _ := handoff.NewRequest([]message.Message{m}, handoff.Options{})
	for _, item := range request.Items(now) {
		fmt.Println(item)
	}
	// Output:
	// AWS account 1234-5678-9012 may announce AS3333; expires 2026-12-31, in 38 days
}

func ExampleSignerOfKey() {
	key, _ := certgen.NewKey(certgen.DefaultBits)
	signer, err := handoff.SignerOfKey(&key.PublicKey) // whoever answers has to be it
	fmt.Println(len(signer.PublicKey), err)
	_, err = handoff.SignerOfKey(&rsa.PublicKey{})
	fmt.Println(err != nil)

	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	m, _ := message.New(message.Fields{Account: "123456789012", Resource: resource.OfASN(3333)}, now)
	request, _ := handoff.NewRequest([]message.Message{m}, handoff.Options{})
	response, _ := handoff.Respond(key, nil, request, now)
	file, err := handoff.ParseResponse(response.Marshal())
	fmt.Println(file.CheckSigner(signer), err)
	// Output:
	// 95 <nil>
	// true
	// <nil> <nil>
}

func ExampleParseFingerprint() {
	f, err := handoff.ParseFingerprint("ab:cd")
	fmt.Println(f, err != nil)
	f, err = handoff.ParseFingerprint("00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff")
	fmt.Println(f, err)
	// Output:
	// true
	// 00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF <nil>
}

func ExampleLines() {
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	key, _ := certgen.NewKey(certgen.DefaultBits)
	ask := func(expires string) *handoff.Request {
		m, _ := message.Compose("123456789012", "3333", expires, now)
		request, _ := handoff.NewRequest([]message.Message{m}, handoff.Options{})
		return request
	}
	request := ask("20261231")
	response, _ := handoff.Respond(key, nil, request, now)
	_, err := handoff.Accept(request, response, now)
	for _, line := range handoff.Lines(request, response, now) { // JSON as "byoasn accept --json"
		fmt.Println(line.OK, line.Account, line.ASN, line.Message, err)
	}

	other := ask("20261230")
	_, err = handoff.Accept(other, response, now)
	refusal, _ := handoff.RefusalOf(other, err)
	fmt.Println(refusal.OK, refusal.Refused, refusal.Path)
	// Output:
	// true 123456789012 3333 1|aws|123456789012|3333|20261231|SHA256|RSAPSS <nil>
	// false other-request /request
}
