package provisiontest_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"

	"github.com/byoasn/byoasn/provision/provisiontest"
)

func ExampleAWS_Refuse() {
	aws := &provisiontest.AWS{Account: "123456789012"}
	server := httptest.NewServer(aws)
	defer server.Close()
	aws.Refuse("Throttling")
	for range 2 { // as a program does that tries again
		req, _ := http.NewRequest(http.MethodPost, server.URL, strings.NewReader("Action=DescribeIpamByoasn&Version=2016-11-15"))
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		req.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/…")
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			fmt.Println(err)
			return
		}
		resp.Body.Close()
		fmt.Println(resp.StatusCode)
	}
	fmt.Println(len(aws.Calls()))
	// Output:
	// 503
	// 200
	// 2
}
