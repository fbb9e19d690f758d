package page_test

import (
	"encoding/xml"
	"io"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/internal/page"
)

func TestPage(t *testing.T) {
	p := page.New("a < b", ".own { margin: 0; }\n")
	p.Text(`<p class="%s">%s</p>`, `"x`, "<b>\x1b[2J")
	p.Steps([]string{"first", "then"})
	text := p.End("As of " + page.Time(time.Date(2026, 7, 1, 9, 5, 0, 0, time.UTC)) + ".")

	t.Run("a value is never markup, nor moves a cursor", func(t *testing.T) {
		require.Contains(t, text, "<title>a &lt; b</title>")
		require.Contains(t, text, `<p class="&#34;x">&lt;b&gt;?[2J</p>`)
	})
	t.Run("a report's own style comes after the common one", func(t *testing.T) {
		own := strings.Index(text, ".own {")
		require.Greater(t, own, strings.Index(text, "@media print"))
		require.Less(t, own, strings.Index(text, "</style>"))
	})
	t.Run("nothing is fetched", func(t *testing.T) {
		for _, word := range []string{"<script", "<link", "<img", "url(", "@import", "http:", "https:"} {
			require.NotContains(t, text, word)
		}
	})
	t.Run("what is to be done is a list, and nothing if nothing is", func(t *testing.T) {
		require.Contains(t, text, "<h2>To do</h2>\n<ol>\n<li>first</li>\n<li>then</li>\n</ol>\n")
		empty := &page.Page{}
		empty.Steps(nil)
		require.Empty(t, empty.String())
	})
	t.Run("every element is ended", func(t *testing.T) {
		d := xml.NewDecoder(strings.NewReader(regexp.MustCompile(`<meta [^>]+>`).ReplaceAllString(text, "")))
		for {
			_, err := d.Token()
			if err == io.EOF {
				break
			}
			require.NoError(t, err)
		}
		require.True(t, strings.HasSuffix(text, "<footer>As of 2026-07-01 09:05 UTC.</footer>\n</main>\n</body>\n</html>\n"))
	})
	t.Run("a private key is not shown", func(t *testing.T) {
		require.NotContains(t, page.Escaped("-----BEGIN PRIVATE KEY-----"+strings.Repeat("MIIEvQ", 20)), "MIIEvQ")
	})
}
