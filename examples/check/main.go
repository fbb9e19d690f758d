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
	"net/http"
	"net/http/httptest"
	"time"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/lookup"
	"github.com/byoasn/byoasn/lookup/client"
	"github.com/byoasn/byoasn/preflight"
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
	answer := recorded
	server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/rdap+json")
		w.Write(answer)
	}))
	defer server.Close()
	registry := &client.Client{Settings: lookup.Settings{Server: server.URL}, Transport: server.Client().Transport}

	published := bytes.Replace(recorded, []byte("Website: https://www.gin.ntt.net"), bytes.TrimSpace(certificate), 1)
	for _, answer = range [][]byte{recorded, published} {
		got, err := registry.Record(context.Background(), resource.OfASN(number))
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
