// @ts-check
// The main job of a front end on another origin than the API, in plain JavaScript: docs/front-ends.md says why it is done so.
// The client is generated: `npx openapi-typescript docs/api/openapi.json -o api.d.ts` makes the types, openapi-fetch calls with them.
import createClient from 'openapi-fetch';

/** @typedef {import('./api').components['schemas']} Schemas */

const API = /** @type {HTMLMetaElement} */ (document.querySelector('meta[name=api]')).content;

/** The refresh cookie goes along where it belongs, to /v1/auth, and nowhere else. */
const api = /** @type {import('openapi-fetch').Client<import('./api').paths>} */ (
  createClient({ baseUrl: API, credentials: 'include' })
);

/** In memory only: gone with the page, and got anew by the cookie. @type {string | undefined} */
let accessToken;

api.use({
  onRequest({ request }) {
    if (accessToken) {
      request.headers.set('Authorization', `Bearer ${accessToken}`);
    }
    return request;
  },
});

// --- Sign-in: the refresh token is in a cookie that this script cannot read.

form('sign-in', async (fields) => {
  signedIn(
    await done(
      api.POST('/v1/auth/login', {
        body: { email: fields.email, password: fields.password, refreshCookie: true },
      }),
    ),
  );
});

element('sign-out').onclick = guarded(async () => {
  await done(api.POST('/v1/auth/logout', { body: {} }));
  signedOut();
});

/** A page that is opened or loaded again goes on where the person was; so does one whose access token is about to expire. */
async function refresh() {
  const { data } = await api.POST('/v1/auth/refresh', { body: {} });
  data ? signedIn(data) : signedOut();
}

/** @param {Schemas['SignedIn']} answer */
function signedIn(answer) {
  const isNew = !accessToken;
  accessToken = answer.accessToken;
  setTimeout(guarded(refresh), (answer.expiresIn - 30) * 1000);
  element('who').textContent = answer.user.email;
  element('sign-in').hidden = true;
  element('signed-in').hidden = false;
  if (isNew) {
    guarded(showCampaigns)();
  }
}

function signedOut() {
  accessToken = undefined;
  element('sign-in').hidden = false;
  element('signed-in').hidden = true;
}

// --- From a brief to a campaign, watched while it is written.

form('brief', async (fields) => {
  const campaign = await done(
    api.POST('/v1/campaigns', {
      params: { header: { 'Idempotency-Key': crypto.randomUUID() } },
      body: { name: fields.name, type: 'landing_page', description: fields.description },
    }),
  );
  const generation = await done(
    api.POST('/v1/campaigns/{campaignId}/generations', {
      params: { path: { campaignId: campaign.id }, header: { 'Idempotency-Key': crypto.randomUUID() } },
      body: {},
    }),
  );
  watch(generation.id, generation.streamUrl);
});

/**
 * An EventSource connects again by itself, until its address has expired: then it needs a new one, and is told where to go on.
 * @param {string} generationId
 * @param {string | null | undefined} streamUrl signed: an EventSource cannot send a token
 */
function watch(generationId, streamUrl, lastEventId = '') {
  const source = new EventSource(API + streamUrl + (lastEventId && `&lastEventId=${lastEventId}`));
  for (const name of /** @type {const} */ (['step.completed', 'step.left_out', 'step.failed'])) {
    source.addEventListener(name, (event) => {
      lastEventId = event.lastEventId;
      const item = element('progress').appendChild(document.createElement('li'));
      item.textContent = JSON.parse(event.data).name;
    });
  }
  for (const name of ['generation.completed', 'generation.failed', 'generation.cancelled']) {
    source.addEventListener(name, guarded(async () => {
      source.close();
      say(name);
      await showCampaigns();
    }));
  }
  source.onerror = guarded(async () => {
    if (source.readyState === EventSource.CLOSED) {
      const path = { generationId };
      const generation = await done(api.GET('/v1/generations/{generationId}', { params: { path } }));
      watch(generationId, generation.streamUrl, lastEventId);
    }
  });
}

// --- An image: uploaded as it is, shown by a signed address.

element('file').onchange = guarded(async () => {
  const file = /** @type {HTMLInputElement} */ (element('file')).files?.[0];
  if (file) {
    const image = await done(
      api.POST('/v1/images', {
        body: /** @type {any} */ (file),
        bodySerializer: (body) => body,
        headers: { 'Content-Type': file.type },
      }),
    );
    const shown = /** @type {HTMLImageElement} */ (element('image'));
    shown.src = API + image.imageUrl;
    shown.hidden = false;
  }
});

// --- What there is, and what can be done with it.

async function showCampaigns() {
  const campaigns = await done(api.GET('/v1/campaigns'));
  element('campaigns').replaceChildren(...campaigns.data.map(row));
}

/** @param {Schemas['CampaignView']} campaign */
function row(campaign) {
  const article = document.createElement('article');
  article.dataset.id = campaign.id;
  const title = article.appendChild(document.createElement('h2'));
  title.textContent = `${campaign.name} (${campaign.status})`;
  const path = { campaignId: campaign.id };

  button('Rename', async () => {
    // The list said which version is shown: if somebody has changed it since, this is a 412, and nothing of theirs is lost.
    const header = { 'If-Match': campaign.etag };
    const body = { name: `${campaign.name}, renamed` };
    await done(api.PATCH('/v1/campaigns/{campaignId}', { params: { path, header }, body }));
    await showCampaigns();
  });
  button('Publish', async () => {
    const published = await done(api.PUT('/v1/campaigns/{campaignId}/publication', { params: { path }, body: {} }));
    say(`Published at ${published.url}`);
    await showCampaigns();
  });
  button('Download pages', async () => {
    const whole = await done(api.GET('/v1/campaigns/{campaignId}', { params: { path } }));
    download(whole.downloadUrls?.html);
  });
  button('Download figures', async () => {
    const figures = await done(api.GET('/v1/campaigns/{campaignId}/analytics', { params: { path } }));
    download(figures.downloadUrl);
  });
  return article;

  /** @param {string} name @param {() => Promise<void>} act */
  function button(name, act) {
    const made = article.appendChild(document.createElement('button'));
    made.textContent = name;
    made.onclick = guarded(act);
  }
}

/**
 * The address is asked for when it is wanted, and followed at once: it is good for five minutes. The server says that it is a file to be kept.
 * @param {string | null | undefined} address
 */
function download(address) {
  const link = document.createElement('a');
  link.href = API + address;
  link.download = '';
  link.click();
}

// --- Small things.

/**
 * The answer, or the problem's own words as an error.
 * @template T
 * @param {Promise<{ data?: T, error?: { detail?: string, code?: string } }>} call
 * @returns {Promise<T>}
 */
async function done(call) {
  const { data, error } = await call;
  if (error) {
    throw new Error(`${error.detail} (${error.code})`);
  }
  return /** @type {T} */ (data);
}

/** @param {string} id @param {(fields: Record<string, string>) => Promise<void>} act */
function form(id, act) {
  const shown = /** @type {HTMLFormElement} */ (element(id));
  shown.onsubmit = (event) => {
    event.preventDefault();
    const fields = Object.fromEntries(new FormData(shown));
    guarded(() => act(/** @type {Record<string, string>} */ (fields)))();
  };
}

/** @param {() => Promise<void>} act */
function guarded(act) {
  return () => act().catch((/** @type {Error} */ error) => say(error.message));
}

/** @param {string} text */
function say(text) {
  element('status').textContent = text;
}

/** @param {string} id */
function element(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}

guarded(() =>
  refresh().catch((error) => {
    signedOut();
    throw error;
  }),
)();
