// Package testweb is a small web on this machine, good and bad: outlets with feeds
// and articles, and hosts that are slow, hostile, changing or broken.
//
//	web := testweb.New()
//	server := httptest.NewServer(web)
//	for _, p := range testweb.Places() {
//		fmt.Println(server.URL+p.Path, p.What)
//	}
//	fmt.Println(web.Visits("/courier/feed.xml"))
//
// Every text in it is invented. It writes down who asked for what and when, so that
// tests can hold visitors to their manners.
package testweb
