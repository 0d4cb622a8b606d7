/** Every script that is written from right to left: those whose letters are of bidi class R or AL in Unicode 17. */
const scripts = new Set(
  `adlm arab aran armi avst chrs cprt elym gara hatr hebr hung khar lydi mand mani mend merc mero narb nbat nkoo orkh
  ougr palm phli phlp phnx prti rohg samr sarb sidt sogd sogo syrc syre syrj syrn thaa yezi`.split(/\s+/),
);

/**
 * Languages that are written in one of them where the tag names no script, by CLDR 48's likely subtags. Written out,
 * because `Intl.Locale.maximize()` knows Ancient Greek as right to left in Node 20.19 and as left to right in 24.
 */
const languages = new Set(
  `aao abh abv acm acq acw acx adf ae aeb aec aee aeq afb aib aii aij aiq ajp ajt aju amw apc apd ar ara arb arc
  arq ars ary arz ask atn auj auz avd ave avl ayh ayl ayn ayp azb bal bcc bdz bej bft bgn bgp bhe bhm bhn bjf
  bjm bqi brh brk bsh bsk chg cja ckb cld clh czk dcc def deh dgl div dmk dml drw dv ecy esh fa fas fay faz
  fia fub gbz ggg gha ghr gig gjk gju glh glk grr gwc gwf gwt gzi hac haz hbo he heb hkh hnd hno hoh hrt hrz
  hss huy isk itk iw jad jat jbe jbn jdg ji jnd jog jpa jpr jrb jye kas kbu kby kcy kfm khw klj kmz kqd ks ktl
  kvx kxp kzh lad lah lhs lki lrc lrk lrl lsa lsd lss luv luz mby mde mey mfa mfi mhj mid mki mnj mve mvy myz
  mzb mzn nli nlm nqo ntz nyq oar obm odk oru ota otk oui pal pbt pbu per pes pgd phl phn phr phv plk pmu pnb
  prc prd prs prx ps psh psi pst pus qxq rdb rhg rmt sam sbn scl sd sdb sdf sdg sdh sds sgl sgr sgy shd shm
  shu shv siy siz skr smp smy snd sog sqo sqt srh srz ssh sts swb syc syn syr tjo tks tmr tnf tov tra trg trm
  trw ug uig ur urd ush uzs vaf vgr vmh wbk wlo wne wni wsv xco xhe xka xkc xkj xkp xld xly xmn xmr xna xpr
  xsa xsd xvi ydd ydg yhd yi yid yih yud zba zdj zrp zum`.split(/\s+/),
);

/** Languages whose script depends on the country. */
const regions: Record<string, "ltr" | "rtl"> = {
  "az-iq": "rtl",
  "az-ir": "rtl",
  "ha-cm": "rtl",
  "ha-sd": "rtl",
  "kk-af": "rtl",
  "kk-cn": "rtl",
  "kk-ir": "rtl",
  "kk-mn": "rtl",
  "ku-iq": "rtl",
  "ku-ir": "rtl",
  "ku-lb": "rtl",
  "ky-cn": "rtl",
  "mey-sn": "ltr",
  "ms-cc": "rtl",
  "pa-pk": "rtl",
  "sd-in": "ltr",
  "tg-pk": "rtl",
  "ug-kz": "ltr",
  "ug-mn": "ltr",
  "uz-af": "rtl",
};

/**
 * The direction in which a language is written, for `dir=""`: by the script that its tag names, else by the country,
 * else by the language.
 *
 * @param tag a BCP 47 tag, in any case
 * @see https://www.rfc-editor.org/rfc/rfc5646#section-2.1
 */
export function direction(tag: string): "ltr" | "rtl" {
  const all = tag.toLowerCase().split("-");
  // A single letter opens extensions and private subtags, which say nothing of the script.
  const end = all.findIndex((subtag) => subtag.length === 1);
  const [language = "", ...subtags] = end < 0 ? all : all.slice(0, end);
  const script = subtags.find((subtag) => /^[a-z]{4}$/.test(subtag));
  if (script) return scripts.has(script) ? "rtl" : "ltr";
  const region = subtags.find((subtag) => /^[a-z]{2}$/.test(subtag));
  return regions[`${language}-${region}`] ?? (languages.has(language) ? "rtl" : "ltr");
}
