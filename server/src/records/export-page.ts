/**
 * The looks of an exported conversation, on a screen and on paper. Nothing in the file is fetched and nothing runs, and
 * its own policy says so to whatever opens it.
 */
export const EXPORT_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'";

export const EXPORT_STYLE = `
:root{color-scheme:light}
body{max-width:46rem;margin:2rem auto;padding:0 1rem;background:#fff;color:#16202a;font:16px/1.5 system-ui,sans-serif}
h1{font-size:1.5rem}h2{font-size:1rem;margin:2rem 0 .5rem;padding-bottom:.25rem;border-bottom:1px solid #cfd8e0}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem}dt{color:#52606d}dd,dd.said{margin:0;overflow-wrap:anywhere}
article{margin:1rem 0;break-inside:avoid}
.who{margin:0;font-weight:600}.who time,.who small,.hash,.hint{font-weight:400;font-size:.875rem;color:#52606d}
.said{margin:.25rem 0;white-space:pre-wrap;overflow-wrap:anywhere}
.note{color:#52606d;font-style:italic}.deleted{font-style:italic}
blockquote{margin:.25rem 0;padding-left:.75rem;border-left:3px solid #75828f;white-space:pre-wrap;overflow-wrap:anywhere}
ul{padding-left:1.25rem}li{margin:.5rem 0;overflow-wrap:anywhere}li p{margin:.25rem 0}.hash{overflow-wrap:anywhere;font-family:monospace}
img{display:block;max-width:100%;max-height:24rem;margin:.5rem 0}
.conclusion{padding:.5rem 1rem;border:1px solid #75828f}
footer{margin-top:3rem;padding-top:1rem;border-top:1px solid #cfd8e0}
@media(max-width:30rem){dl{grid-template-columns:1fr;gap:0}dd{margin-bottom:.5rem}}
@media print{body{margin:0;max-width:none;font-size:11pt}h2{break-after:avoid}a[download]{display:none}}
`;
