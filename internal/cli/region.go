package cli

import (
	"fmt"
	"regexp"
	"strings"
	"sync"

	"github.com/byoasn/byoasn/problem"
)

// A Region's code, such as eu-central-1 or us-gov-west-1.
var regionCode = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[a-z]{2,3}(-[a-z]+)+-[0-9]{1,2}$`) })

// regions are the codes by the names of places, as the AWS console shows them
// (https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html).
var regions = map[string]string{
	"bahrain": "me-south-1", "calgary": "ca-west-1", "california": "us-west-1", "canada": "ca-central-1", "cape town": "af-south-1",
	"frankfurt": "eu-central-1", "hong kong": "ap-east-1", "hyderabad": "ap-south-2", "ireland": "eu-west-1", "jakarta": "ap-southeast-3",
	"london": "eu-west-2", "malaysia": "ap-southeast-5", "melbourne": "ap-southeast-4", "mexico": "mx-central-1", "milan": "eu-south-1",
	"mumbai": "ap-south-1", "ohio": "us-east-2", "oregon": "us-west-2", "osaka": "ap-northeast-3", "paris": "eu-west-3",
	"sao paulo": "sa-east-1", "são paulo": "sa-east-1", "seoul": "ap-northeast-2", "singapore": "ap-southeast-1", "spain": "eu-south-2",
	"stockholm": "eu-north-1", "sydney": "ap-southeast-2", "tel aviv": "il-central-1", "thailand": "ap-southeast-7", "tokyo": "ap-northeast-1",
	"uae": "me-central-1", "virginia": "us-east-1", "n. virginia": "us-east-1", "zurich": "eu-central-2", "zürich": "eu-central-2",
}

// checkRegion refuses what is not the form of a Region's code, and says the code of a
// place.
func checkRegion(flag, given string) error {
	lower := strings.ToLower(given)
	switch code := regions[lower]; {
	case given == "" || regionCode().MatchString(given):
		return nil
	case code != "":
		return fmt.Errorf("%s %s is the name of a place, and AWS wants the Region's code: write %s", flag, problem.Quote(given), code)
	case regionCode().MatchString(lower):
		return fmt.Errorf("%s %s: a Region's code is in small letters: write %s", flag, problem.Quote(given), lower)
	case regionCode().MatchString(strings.TrimRight(lower, "abcdef")):
		return fmt.Errorf("%s %s is an Availability Zone: write the Region, %s", flag, problem.Quote(given), strings.TrimRight(lower, "abcdef"))
	}
	return fmt.Errorf("%s %s is not a Region's code, such as eu-central-1", flag, problem.Quote(given))
}
