import type { LabelledKind } from "../record/kinds.ts";
import type { Numerals } from "./numerals.ts";

/** Twelve names, from the first month of the year to the last. */
export type Months = readonly [
  string,
  string,
  string,
  string,
  string,
  string,
  string,
  string,
  string,
  string,
  string,
  string,
];

/** A sentence with a link in it. Spaces stand in `before` and `after`. */
export interface LinkedText {
  readonly before: string;
  readonly link: string;
  readonly after: string;
}

/** What the check page says. */
export interface CheckTexts {
  /** Its title. */
  readonly title: string;
  /** What it does. */
  readonly intro: string;
  /** Before the commands that do the same. */
  readonly byHand: string;
  /** Label of the page's text, beside the source's. */
  readonly page: string;
  /** While it works. */
  readonly checking: string;
  /** When something cannot be loaded. */
  readonly failed: string;
  /** When page and source have the same words. */
  readonly stands: string;
  /** When they do not; the words are marked. */
  readonly differs: string;
  /** When they do not, and the source is Markdown that may be read in another way. */
  readonly unsure: string;
  /** Behind a digest that is the one in `proof.json`. */
  readonly same: string;
  /** Behind one that is not. */
  readonly other: string;
  /** When the browser computes no digests. */
  readonly insecure: string;
  /** Label of elements that no article has. */
  readonly strange: string;
  /** What of Markdown is not compared. */
  readonly markdown: string;
}

/**
 * Everything the pages say in one language. A label stands before its value: `published` and `updated` are followed by
 * a space and the date, `by` by a space and the names, the others by `colon`.
 *
 * Month names and the order of a date stand here, and not only in `Intl`, because its wording changes with its
 * versions (Hindi October between ICU 76 and 77, so between Node 20.19 and 20.20) and because some of it is not what
 * newspapers write: Pashto dates year first, Persian months misspelt in Arabic, Hindi, Pashto and Urdu.
 */
export interface Language extends Numerals {
  /** The BCP 47 tag of these texts. */
  readonly tag: string;
  /** The language's name in the language itself. */
  readonly name: string;

  /** The months of the Gregorian calendar, as they stand in a date. */
  readonly months: Months;
  /** The months as they stand without a day, where a date has them in another form: genitives in Russian, Polish, Ukrainian. */
  readonly monthsAlone?: Months;
  /** The months of the Persian (Solar Hijri) calendar, as they stand in a date; Afghanistan's names in `ps` and `prs`. */
  readonly persianMonths: Months;
  /** A full date; the day and the year come in the language's digits. */
  readonly date: (day: string, month: string, year: string) => string;
  /** What stands between a date and a time of day; `comma`, where this is absent. */
  readonly beforeTime?: string;
  /** A time of day: the hour as a number from 0 to 23, hour and minute in the language's digits; `14:05`, where this is absent. */
  readonly time?: (hour: number, hours: string, minutes: string) => string;
  /** A month of a year: headings of the archive. */
  readonly month: (month: string, year: string) => string;
  /** A date of a second calendar as it stands behind the first: after a space and in brackets, where this is absent. */
  readonly aside?: (date: string) => string;

  /** What stands between a label and its value, spaces included. */
  readonly colon: string;
  /** What stands between the items of a bare list: topics. */
  readonly comma: string;
  /** What stands between the names of a list in a sentence, but for the last two. */
  readonly between: string;
  /** What stands before the last of these names; some languages look at that name, some at how many names there are. */
  readonly and: (last: string, names: number) => string;

  /** Label before the date of publication. */
  readonly published: string;
  /** Label before the date of the last update. */
  readonly updated: string;
  /** Label before the date of the last change, where that was a correction. */
  readonly corrected: string;
  /** Label before the date at which an article was withdrawn, and heading of the notice. */
  readonly withdrawn: string;
  /** Label before the authors' names under a headline. */
  readonly by: string;
  /** How long an article takes to read, in whole minutes. */
  readonly readingTime: (minutes: number) => string;
  /** Label of whom the text came from. */
  readonly sourceCredit: string;
  /** The list of sections: its page and the link to it. */
  readonly sections: string;
  /** The list of topics: its label, its page and the link to it. */
  readonly topics: string;
  /** The list of authors: its page and the link to it. */
  readonly authors: string;
  /** The list of series: its page and the link to it. */
  readonly series: string;
  /** Which part of a series an article is. */
  readonly partOf: (part: number, total: number) => string;
  /** What an article is that is no news. */
  readonly kinds: Readonly<Record<LabelledKind, string>>;
  /** What stands on an article that is told live: heading of its key entries, the way to a page that loads itself again, and from there. */
  readonly live: { readonly key: string; readonly refresh: string; readonly stop: string };
  /** Label of a warning of what a text tells or shows. */
  readonly contentWarning: string;
  /** Heading of a list of a text's headings. */
  readonly contents: string;
  /** Units of a file's size: thousands, millions and thousands of millions of bytes. */
  readonly sizes: readonly [kilo: string, mega: string, giga: string];
  /** Label of the licence. */
  readonly license: string;
  /** Label of the links to translations. */
  readonly alsoIn: string;

  /** Heading of an article's corrections, and the link to the log. */
  readonly corrections: string;
  /** Title of the page that lists the corrections of all articles. */
  readonly correctionsLog: string;
  /** Label of the words that stood before. */
  readonly was: string;
  /** Label of the words that stand instead. */
  readonly now: string;
  /** The log's text while it is empty. */
  readonly noCorrections: string;

  /** Label of the article's address, to be passed on. */
  readonly share: string;
  /** Link to a letter that has the address. */
  readonly email: string;
  /** Opens the article's citations. */
  readonly citeThis: string;
  /** Heading of the footnotes. */
  readonly footnotes: string;
  /** Name of the link from a footnote to where it is called. */
  readonly backToText: string;
  /** Label of a note by the editors within a text. */
  readonly editorsNote: string;
  /** Name of a table that scrolls. */
  readonly table: string;

  /** The proof line: so many words, all checked. */
  readonly proof: (words: number) => string;
  /** The same of a text whose script has no spaces. */
  readonly proofInCharacters: (characters: number) => string;
  /** How many words of the source are not published. */
  readonly withheld: (words: number) => string;
  /** The same of a text whose script has no spaces. */
  readonly withheldInCharacters: (characters: number) => string;
  /** Link to the source file. */
  readonly sourceText: string;

  /** Link to the front page, and its name in a path of links. */
  readonly frontPage: string;
  /** Heading of the earlier articles on the front page. */
  readonly earlier: string;
  /** Link from the front page to the archive. */
  readonly allArticles: string;
  /** Heading of the newest articles, on the search page and where no page is. */
  readonly newest: string;
  /** Title of the archive, and the link to it. */
  readonly archive: string;
  /** How many articles a list has. */
  readonly articleCount: (articles: number) => string;
  /** Link to a list's page with newer articles. */
  readonly newer: string;
  /** Link to a list's page with older articles. */
  readonly older: string;
  /** Which page of a list this is. */
  readonly pageOf: (page: number, total: number) => string;
  /** Name of the navigation between a list's pages. */
  readonly pages: string;
  /** Link to the article published before this one. */
  readonly previousArticle: string;
  /** Link to the article published after this one. */
  readonly nextArticle: string;
  /** Name of the navigation between articles. */
  readonly moreArticles: string;
  /** Around the name of a topic or a section: heading of more articles of it. */
  readonly moreOn: Omit<LinkedText, "link">;

  /** Name of the navigation on every page. */
  readonly navigation: string;
  /** Name of the path of links to the page. */
  readonly breadcrumbs: string;
  /** The first link of every page. */
  readonly skipToContent: string;
  /** Link to the Atom feed. */
  readonly atomFeed: string;
  /** Link to the JSON feed. */
  readonly jsonFeed: string;
  /** Link to the publication's contact address. */
  readonly contact: string;
  /** Links to the publication's policies. */
  readonly policies: {
    /** What guides the publication. */
    readonly principles: string;
    /** How corrections are made. */
    readonly corrections: string;
    /** The code of ethics. */
    readonly ethics: string;
    /** How facts are checked. */
    readonly verification: string;
    /** Who works here. */
    readonly masthead: string;
    /** Who owns and funds the publication. */
    readonly ownership: string;
  };
  /** Above an article that is not published, while it is being written. */
  readonly draftBanner: string;
  /** Above each page of an edition for editors, which has drafts. */
  readonly draftEdition: string;

  /** Title of the search page, the link to it and its button. */
  readonly search: string;
  /** Label of the field for the words to be found. */
  readonly searchPrompt: string;
  /** Stands on the search page without JavaScript; the link leads to the archive. */
  readonly searchNeedsScript: LinkedText;
  /** While a search runs. */
  readonly searching: string;
  /** Label of the number of articles found. */
  readonly results: string;
  /** Button for more of them. */
  readonly moreResults: string;
  /** When none is found. */
  readonly noResults: string;
  /** When the search cannot be loaded. */
  readonly searchFailed: string;

  /** The page on which a reader's browser compares an article's page with its source. */
  readonly check: CheckTexts;

  /** Title of the page for addresses that do not exist. */
  readonly notFoundTitle: string;
  /** Its text. */
  readonly notFoundText: string;
}
