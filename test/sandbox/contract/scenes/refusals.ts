import { apis, simulations } from '../../apis/apis.ts'
import { merchantOf, openApis } from '../../apis/harness.ts'

const nobody = '7347ba06-95c5-4181-82e5-7c7a23609a0e'

const fill = (path: string, ids: string = nobody) => path.replaceAll(/:[a-z]+/gu, ids)

/** Every operation without a token, and with one of a merchant who has not allowed its product. */
export const playRefusals = async (): Promise<void> => {
  const { send } = openApis({
    tokens: {
      'no-products': {
        active: true,
        clientId: 'client',
        subject: 'subject',
        merchantId: merchantOf('new').id,
        scopes: [],
      },
    },
  })
  for (const { method, path } of apis.flatMap(({ operations }) => operations)) {
    await send('nobody', method, fill(path))
    await send('no-products', method, fill(path))
  }
  for (const { method, path } of simulations) await send('', method, fill(path))
}
