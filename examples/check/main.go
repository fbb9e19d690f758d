// Command check asks a registry for the record of an ASN and says whether a
// certificate is published where AWS looks. The registry is on loopback, speaks
// TLS, and serves a recorded answer: first as it was, then with a certificate.
package main

import (
	"bytes"
	"context"
	_ "embed"
	"fmt"
	"log"
	"time"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/lookup/lookuptest"
	"github.com/byoasn/byoasn/preflight"
	"github.com/byoasn/byoasn/registry"
	"github.com/byoasn/byoasn/resource"
)

//go:embed records/arin-autnum-2914.json
var recorded []byte

//go:embed records/certificate.txt
var certificate []byte

func main() {
	if err := run(2914); err != nil {
		log.Fatal("check: ", err)
	}
}

func run(number resource.ASN) error {
	ours, err := certgen.ReadCertificate(certificate)
	if err != nil {
		return err
	}
	server := lookuptest.NewServer()
	defer server.Close()

	published := bytes.Replace(recorded, []byte("Website: https://www.gin.ntt.net"), bytes.TrimSpace(certificate), 1)
	for _, answer := range [][]byte{recorded, published} {
		server.Publish(lookuptest.Record{Registry: registry.ARIN, Resource: resource.OfASN(number), Answer: answer})
		got, err := server.Client().Record(context.Background(), resource.OfASN(number))
		if err != nil {
			return err
		}
		day := ours.NotBefore.Add(24 * time.Hour) // the certificate has expired since
		evidence := preflight.Gather(preflight.Input{RecordOnly: true, ASN: number, Certificate: ours, Record: got.Record, Now: day})
		report, err := evidence.Report(context.Background())
		if err != nil {
			return err
		}
		fmt.Println(report.Headline)
		for _, step := range report.Steps {
			fmt.Println("-", step)
		}
	}
	return nil
}
