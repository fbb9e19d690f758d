package programs

import (
	"crypto"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"time"

	"github.com/byoasn/byoasn/message"
	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/sign"
)

// service answers {"account": …, "resource": …, "expires": …} with a proof, or with
// all that is wrong. The signer may be a KMS: what it returns has been verified.
func service(signer crypto.Signer, now func() time.Time) http.HandlerFunc {
	return func(w http.ResponseWriter, req *http.Request) {
		var in struct{ Account, Resource, Expires string }
		if err := json.NewDecoder(http.MaxBytesReader(w, req.Body, 4096)).Decode(&in); err != nil {
			answer(w, http.StatusBadRequest, "not the JSON that is expected")
			return
		}
		m, err := message.Compose(in.Account, in.Resource, in.Expires, now())
		if err != nil {
			answer(w, http.StatusUnprocessableEntity, problem.All(err))
			return
		}
		sig, err := sign.Sign(signer, m.Bytes())
		switch {
		case errors.Is(err, sign.BadSigner): // it made another signature than AWS takes
			answer(w, http.StatusBadGateway, err.Error())
		case err != nil:
			answer(w, http.StatusServiceUnavailable, err.Error())
		default:
			answer(w, http.StatusOK, map[string]any{"message": m, "signature": sig})
		}
	}
}

func answer(w http.ResponseWriter, status int, body any) {
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body)
}

func Example_service() {
	handler := service(key(), func() time.Time { return day })
	for _, body := range []string{
		`{"account": "1234-5678-9012", "resource": "AS3333", "expires": "20261231"}`,
		`{"account": "12345", "resource": "1.10", "expires": "20261131"}`,
	} {
		w := httptest.NewRecorder()
		handler(w, httptest.NewRequest(http.MethodPost, "/", strings.NewReader(body)))
		var proof struct{ Message, Signature string }
		var problems []problem.Problem
		if w.Code == http.StatusOK {
			_ = json.Unmarshal(w.Body.Bytes(), &proof)
			fmt.Println(proof.Message, len(proof.Signature))
			continue
		}
		_ = json.Unmarshal(w.Body.Bytes(), &problems)
		for _, p := range problems {
			fmt.Println(w.Code, p.ID, p.Fix)
		}
	}
	// Output:
	// 1|aws|123456789012|3333|20261231|SHA256|RSAPSS 344
	// 422 account-short write its 12 digits; if a spreadsheet took the leading zeros, 000000012345
	// 422 asn-asdot write it in plain decimal: 65546
	// 422 expiry-impossible write an existing day as YYYYMMDD: year, month, day
}
