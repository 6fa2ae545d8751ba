import type { AskedItem } from './address.js';
import type { ComponentChildren } from 'preact';
import { formatDate, formatDay, nameIn } from '../ui/format.js';
import { Icon } from '../ui/icons.js';
import { useLanguage } from '../ui/language.js';
import { Certificates, certificateAnchor } from './certificates.js';
import { Checks } from './checks.js';
import { Journey } from './journey.js';
import type { Told } from './look-up.js';
import { StockView } from './stock.js';
import { useText } from './text/index.js';
import { VerdictCard } from './verdict-card.js';
import { HearsayContext, PartyName, useAmount } from './words.js';

/** Everything below stands on entries that this device has checked. */
export function ItemView({ id, told }: { readonly id: AskedItem; readonly told: Told }) {
  const text = useText();
  const { language } = useLanguage();
  const amount = useAmount();
  const { story } = told;
  const [failed] = story.failed;
  const made = story.steps.find(({ step }) => step === 'commissioning');
  return (
    <HearsayContext.Provider value={told.hearsay}>
      <article>
        <header class="item-head">
          <h1>{nameIn(story.product, language)}</h1>
          <p class="codes">
            {id.lot === undefined ? null : (
              <span>
                {text.item.lot} <b>{id.lot}</b>
              </span>
            )}
            {id.serial === undefined ? null : (
              <span>
                {text.item.serial} <b>{id.serial}</b>
              </span>
            )}
            <span>
              {id.national === true ? text.item.code : text.item.gtin}{' '}
              <b>{id.national === true ? id.key : id.key.replace(/^0/, '')}</b>
            </span>
          </p>
        </header>
        {failed === undefined ? null : (
          <section class="card stop" role="alert" aria-labelledby="stop-heading">
            <Icon name="warning" />
            <div>
              <h2 id="stop-heading">{text.stop.heading}</h2>
              <p>{text.stop.lead}</p>
              <p>
                <a href={`#${certificateAnchor(failed)}`}>{text.stop.see}</a>
              </p>
            </div>
          </section>
        )}
        <VerdictCard told={told} stopped={failed !== undefined} />
        <div class="columns">
          <div class="column">
            <section class="card" aria-labelledby="facts-heading">
              <h2 id="facts-heading">{text.item.facts}</h2>
              <dl class="facts">
                {story.origin === undefined ? null : <Fact name={text.item.origin}>{story.origin}</Fact>}
                <Fact name={text.item.maker}>
                  <PartyName party={story.maker} />
                </Fact>
                {story.harvested === undefined ? null : (
                  <Fact name={text.item.harvested}>{formatDay(story.harvested, language)}</Fact>
                )}
                <Fact name={text.item.quantity}>{amount(story.quantities.commissioned, story.uom)}</Fact>
                {made === undefined || !('time' in made) ? null : (
                  <Fact name={text.item.made}>{formatDate(made.time, language)}</Fact>
                )}
                <Fact name={text.item.category}>{text.categories[story.category] ?? story.category}</Fact>
              </dl>
            </section>
            <Journey story={story} />
          </div>
          <div class="column">
            {story.units === undefined ? <StockView story={story} /> : null}
            <Certificates story={story} />
          </div>
        </div>
        <Checks told={told} />
      </article>
    </HearsayContext.Provider>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
