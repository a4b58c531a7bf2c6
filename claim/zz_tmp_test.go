package claim_test
import ("testing";"strings";"fmt";"reflect";"hearsay";"regexp";"slices")
var idre = regexp.MustCompile(`c:[0-9a-f]+|\{\d+ \d+\}|e\d+`)
func TestZZ(t *testing.T) {
	r := newReader(t)
	seen := map[string]int{}; ex := map[string]string{}
	for seed := range uint64(6000) {
		text := invented(seed)
		for _, d := range []*hearsay.Document{asBody(text), inLines(text)} {
			for _, c := range []bool{false,true} {
				rr := *r; rr.Comments = c
				func() {
					defer func(){ if p := recover(); p != nil { k := "PANIC "+fmt.Sprint(p); seen[k]++; if ex[k]=="" || len(text)<len(ex[k]) {ex[k]=text} } }()
					a := rr.Read(d)
					for _, e := range hearsay.Check(a) { k := idre.ReplaceAllString(e.Error(),"#")+fmt.Sprint(" comments=",c); seen[k]++; if ex[k]=="" || len(text)<len(ex[k]) {ex[k]=text} }
					if !reflect.DeepEqual(a, rr.Read(d)) { seen["twice"]++ }
				}()
			}
		}
	}
	var ks []string
	for k := range seen { ks = append(ks,k) }
	slices.Sort(ks)
	for _, k := range ks { fmt.Printf("%5d %s\n      %.400q\n", seen[k], k, ex[k]) }
	_ = strings.Count
}
