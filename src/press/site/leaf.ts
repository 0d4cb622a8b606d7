import type { ProcessedImage } from "../pictures/make-image.ts";
import type { MediaFile } from "../pictures/media.ts";
import type { Picture } from "../pictures/pictures.ts";
import type { Portrait } from "../pictures/portraits.ts";
import type { Article } from "../record/article.ts";
import type { LinkedFile } from "../source/attachments.ts";

/** What an article's page says of another article. */
export type Neighbour = Pick<Article, "slug" | "headline" | "language">;

/** What to read after an article, of one of its topics or its section. */
export interface More {
  /** The topic or the section as the article names it. */
  name: string;
  /** Its list's place on the site. */
  path: string;
  articles: readonly (Neighbour & Pick<Article, "date">)[];
}

/** Where an article stands in its series. */
export interface SeriesPlace {
  name: string;
  /** The folder of the series' list from the site's root, in address form and with a slash at its end. */
  folder: string;
  part: number;
  total: number;
  previous?: (Neighbour & { part: number }) | undefined;
  next?: (Neighbour & { part: number }) | undefined;
}

/** An article among the others: all that its page says, but for what every page has. */
export interface Leaf {
  article: Article;
  newer?: Neighbour | undefined;
  older?: Neighbour | undefined;
  more?: More | undefined;
  /** Where it stands in its series. */
  series?: SeriesPlace | undefined;
  /** Of an opinion: the portrait of the one who writes it. */
  portrait?: Portrait | undefined;
  /** Whether this is the page of a live article that loads itself again. */
  refreshing?: true | undefined;
  /** The pictures that link previews show, the lead image first, or the card that has the article's warning. */
  pictures: readonly Picture[];
  /** The files of its images, by the names that it gives them. */
  images: readonly (readonly [src: string, image: ProcessedImage])[];
  /** Its sounds and films, by the names that it gives them, with their addresses on the site. */
  media: readonly (readonly [src: string, file: MediaFile & { url: string }])[];
  /** Where its links into the site lead from its page, by the addresses that the text gives them; of those to files, what they are. */
  links: readonly (readonly [written: string, address: string, file?: LinkedFile])[];
}
